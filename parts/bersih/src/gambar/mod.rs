//! Pictures: place, time, device, comments and previews go. Nothing is decoded, so that the picture itself does not change and no
//! decoder can be led astray.
pub mod gif;
pub mod jpeg;
pub mod png;
pub mod webp;
