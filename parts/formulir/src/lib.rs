//! Forms as data: a form is a JSON Schema (2020-12) with presentation beside it, and everything else is made from it.
//!
//! Nothing here knows an agency, a database or a request. A form is asked page by page ([`Step`]), works without JavaScript and
//! says what is wrong in Indonesian. What a person typed stays as it was typed, also when it is wrong.
//!
//! # The document
//! ```json
//! { "$schema": "https://json-schema.org/draft/2020-12/schema", "type": "object", "title": "Izin keramaian",
//!   "properties": {
//!     "nama":   { "title": "Nama lengkap", "x-jenis": "teks", "maxLength": 100, "x-wajib": true },
//!     "badan":  { "title": "Pemohon", "x-jenis": "satu", "x-wajib": true,
//!                 "oneOf": [{ "const": "orang", "title": "Perseorangan" }, { "const": "badan", "title": "Badan usaha" }] },
//!     "nib":    { "title": "NIB", "x-jenis": "teks", "pattern": "^[0-9]{13}$", "x-wajib": true,
//!                 "x-bila": { "isian": "badan", "adalah": "badan" } } },
//!   "x-langkah": [
//!     { "kunci": "pemohon", "judul": "Pemohon", "isi": ["nama", "badan", "nib", { "judul": "Catatan", "teks": "…" }] } ] }
//! ```
//! Only what begins with `x-` and the limits are read; `type`, `required`, `allOf` and the like follow from them. They may be left
//! out, and where they stand they must say the same, so that a document is never two forms at once. [`Form::document`] writes
//! all of it; [`Form::schema`] is the same without the keys that begin with `x-`, for the API.
//!
//! | `x-jenis` | holds | parameters | JSON |
//! |---|---|---|---|
//! | `teks` | one line | `minLength`, `maxLength`, `pattern`, `x-pesan` (what to say when the pattern is missed), `x-otomatis` | string |
//! | `teks_panjang` | several lines | `minLength`, `maxLength` | string |
//! | `bulat` | a whole number | `minimum`, `maximum`, `x-satuan` | integer |
//! | `uang` | whole rupiah | `minimum`, `maximum` | integer |
//! | `tanggal` | a day | `x-dari`, `x-sampai`: a day or `hari_ini` | string, `date` |
//! | `jam` | a time of day | | string, `14:30` |
//! | `satu` | one of several | `oneOf` | string |
//! | `banyak` | any of several | `items.oneOf`, `minItems`, `maxItems` | array of strings |
//! | `ya_tidak` | yes or no | | boolean |
//! | `pernyataan` | a box that must be ticked | | `true` |
//! | `surel`, `telepon`, `nik` | what they say | | string |
//! | `unggah` | files | `x-berkas` (`pdf`, `jpg`, ..), `x-terbesar` (bytes), `minItems`, `maxItems` | array of `{id, nama, ukuran, jenis}` |
//! | `lokasi` | a village and a landmark | `x-patokan`: `wajib`, `boleh`, `tanpa` | `{desa, patokan}` |
//! | `kelompok` | a group that repeats | `items.properties`, `items.x-urutan`, `minItems`, `maxItems`, `x-satuan` | array of objects |
//!
//! A field, a note or a step with `x-bila` is only asked when an earlier answer says so: `{"semua": [..]}`, `{"salah_satu": [..]}` or
//! one test alone. Tests: `adalah`, `bukan` (a value, several, or `true`/`false`), `memuat` (one of these is among the ticked), `dari`
//! and `sampai` (numbers), `terisi`. A hidden field has no answer: it is not demanded, what stood in it is dropped, and the schema
//! refuses it. Inside a group, tests look at the same row.
//!
//! # A page of the form
//! ```text
//! GET   form.render(step, &answers, &[], &choices)           inside page::form(.., multipart if form.has_uploads())
//! POST  let mut answers = form.read(step, &draft, pairs);
//!       each file: form.file_fault(control, ..) or answers.attach(control, FileRef { .. })
//!       match form.next(step, &mut answers, pairs, &choices) {
//!           Next::Again => render it again: a row came or went, or an answer opened further questions
//!           Next::Faults(faults) => render it again with them (422); page::error_summary(&form_errors(&faults))
//!           Next::Step(number) | Next::Review => save the draft and redirect
//!       }
//! last  form.check(&answers, &choices) is empty: keep form.kept(&answers), form.summary(..)
//! ```
//! The API takes the JSON of [`Form::schema`] with [`Form::accept`].
//!
//! # Making a form
//! [`Form::blank`], then acts at a [`Place`] ([`Form::insert`], [`Form::replace`], [`Form::shift`], [`Form::copy`], [`Form::remove`] and
//! those for pages), each of which leaves a form without new faults or changes nothing; [`Form::changes_since`] says what a new
//! version means to applicants. What [`Form::document`] wrote is read back with [`Form::restore`].

mod answers;
mod check;
mod compare;
mod condition;
mod edit;
mod faults;
mod kind;
mod model;
mod parse;
mod pattern;
mod read;
mod render;
mod review;
mod schema;
mod value;
mod walk;

pub use answers::{Answers, Choices, District, FileRef, PREFIX, Village, control};
pub use compare::{Change, Weight};
pub use condition::{Condition, Is, Test};
pub use edit::{Direction, Place};
pub use kind::{Completion, FileType, Kind, Landmark, When};
pub use model::{Choice, Fault, Field, Form, Item, MAX_FIELDS, Note, Step, form_errors};
pub use pattern::pattern_fault;
pub use read::Next;
pub use review::{Line, Part};
