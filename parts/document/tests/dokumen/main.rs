//! Everything this crate promises, through its public interface.

#[cfg(test)]
mod anak;
#[cfg(test)]
mod contoh;
#[cfg(test)]
mod ekstrem;
#[cfg(test)]
mod memori;
#[cfg(test)]
mod naskah;
#[cfg(test)]
mod pdf;
#[cfg(test)]
mod standar;
#[cfg(test)]
mod templat;
