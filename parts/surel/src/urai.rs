//! What an e-mail says: sender, subject, date, text and attachments. Any bytes give something; nothing panics.
use indonesia::kalimat::potong;
use mail_parser::{Message, MessageParser, MimeHeaders as _};
use sha2::{Digest as _, Sha256};
use time::OffsetDateTime;

/// Most attachments that are kept of one message.
pub const LAMPIRAN: usize = 40;
/// Most earlier messages that are told of one.
pub const ACUAN: usize = 30;
/// Longest text that is kept, in bytes.
pub const TEKS: usize = 200_000;

/// One attachment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lampiran {
    /// Name without folders.
    pub nama: String,
    /// Content.
    pub isi: Vec<u8>,
}

/// A message, read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Surel {
    /// `Message-ID`, or the hash of the whole where there is none.
    pub kunci: String,
    /// Name of the sender with the address, as shown.
    pub pengirim: String,
    /// Address of the sender, lower case; empty when missing.
    pub alamat: String,
    /// Subject; never empty.
    pub hal: String,
    /// When it was sent, as the sender says.
    pub tanggal: Option<OffsetDateTime>,
    /// What it says as plain text.
    pub teks: String,
    /// Attachments that have a content.
    pub lampiran: Vec<Lampiran>,
    /// Attachments beyond [`LAMPIRAN`] that were left in the message.
    pub tersisa: usize,
    /// Keys of the messages that this one answers, the nearest first (`In-Reply-To`, `References`); at most [`ACUAN`].
    pub acuan: Vec<String>,
    /// A program wrote it: an absence notice, a bounce, a mailing list. Whoever answers it starts a loop (RFC 3834).
    pub otomatis: bool,
}

fn heksa(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// One line without control characters, cut.
fn sebaris(teks: &str, paling_panjang: usize) -> String {
    let bersih: String = teks.chars().map(|huruf| if huruf.is_control() { ' ' } else { huruf }).collect();
    potong(&bersih.split_whitespace().collect::<Vec<_>>().join(" "), paling_panjang)
}

/// A text without the characters that no database keeps, cut at a character.
fn bersih(teks: &str, paling_panjang: usize) -> String {
    let mut akhir = teks.len().min(paling_panjang);
    while !teks.is_char_boundary(akhir) {
        akhir -= 1;
    }
    teks.get(..akhir)
        .unwrap_or_default()
        .chars()
        .filter(|huruf| !huruf.is_control() || "\n\t".contains(*huruf))
        .collect()
}

/// A name of a file without folders and control characters; one of our own when it is empty.
pub fn nama_berkas(nama: &str, nomor: usize) -> String {
    let akhir = nama.rsplit(['/', '\\']).next().unwrap_or_default();
    let bersih = sebaris(akhir, 150);
    if bersih.trim_matches(['.', ' ']).is_empty() { format!("lampiran-{nomor}") } else { bersih }
}

/// Reads a message.
pub fn urai(bytes: &[u8]) -> Surel {
    let sidik = || format!("sha256:{}", heksa(&Sha256::digest(bytes)));
    let Some(pesan) = MessageParser::default().parse(bytes) else {
        return Surel {
            kunci: sidik(),
            pengirim: "Pengirim tidak terbaca".into(),
            alamat: String::new(),
            hal: "(surel tidak terbaca)".into(),
            tanggal: None,
            teks: String::new(),
            lampiran: vec![],
            tersisa: 0,
            acuan: vec![],
            otomatis: true,
        };
    };
    let dari = pesan.from().and_then(|dari| dari.first());
    let alamat = dari.and_then(|dari| dari.address()).map(|teks| sebaris(teks, 200).to_lowercase()).unwrap_or_default();
    let nama = dari.and_then(|dari| dari.name()).map(|teks| sebaris(teks, 200)).unwrap_or_default();
    let pengirim = match (nama.is_empty(), alamat.is_empty()) {
        (false, false) => format!("{nama} <{alamat}>"),
        (false, true) => nama,
        (true, false) => alamat.clone(),
        (true, true) => "Pengirim tidak disebut".to_owned(),
    };
    let hal = pesan.subject().map(|teks| sebaris(teks, 400)).unwrap_or_default();
    let mut lampiran = vec![];
    let mut tersisa = 0;
    for bagian in pesan.attachments() {
        let isi = bagian.message().map_or_else(|| bagian.contents().to_vec(), |dalam| dalam.raw_message().to_vec());
        if isi.is_empty() {
            continue;
        }
        if lampiran.len() >= LAMPIRAN {
            tersisa += 1;
            continue;
        }
        let asli = bagian.attachment_name().unwrap_or_default();
        let nama = if asli.is_empty() && bagian.is_message() {
            format!("pesan-{}.eml", lampiran.len() + 1)
        } else {
            nama_berkas(asli, lampiran.len() + 1)
        };
        lampiran.push(Lampiran { nama, isi });
    }
    let kunci = pesan.message_id().map(|teks| sebaris(teks, 400)).filter(|teks| !teks.is_empty()).unwrap_or_else(sidik);
    let tanggal = pesan.date().and_then(|saat| OffsetDateTime::from_unix_timestamp(saat.to_timestamp()).ok());
    Surel {
        kunci,
        pengirim,
        alamat,
        hal: if hal.is_empty() { "(tanpa perihal)".into() } else { hal },
        // A year that no calendar of ours has is as good as none.
        tanggal: tanggal.filter(|saat| (1990..=2200).contains(&saat.year())),
        teks: pesan.body_text(0).map(|teks| bersih(&teks, TEKS)).unwrap_or_default(),
        lampiran,
        tersisa,
        acuan: acuan(&pesan),
        otomatis: otomatis(&pesan),
    }
}

fn acuan(pesan: &Message<'_>) -> Vec<String> {
    let dekat = pesan.in_reply_to().as_text_list().unwrap_or_default().iter();
    // References run from the oldest to the nearest.
    let jauh = pesan.references().as_text_list().unwrap_or_default().iter().rev();
    let mut semua: Vec<String> = vec![];
    for satu in dekat.chain(jauh).map(|teks| sebaris(teks, 400)).filter(|teks| !teks.is_empty()) {
        if semua.len() < ACUAN && !semua.contains(&satu) {
            semua.push(satu);
        }
    }
    semua
}

fn otomatis(pesan: &Message<'_>) -> bool {
    let kepala = |nama: &'static str| pesan.header_raw(nama).unwrap_or_default().trim().to_lowercase();
    let (dibuat, jenis, balik) = (kepala("Auto-Submitted"), kepala("Precedence"), kepala("Return-Path"));
    (!dibuat.is_empty() && !dibuat.starts_with("no"))
        || ["bulk", "list", "junk", "auto_reply"].contains(&jenis.as_str())
        || balik == "<>"
        || !kepala("List-Id").is_empty()
        || !kepala("X-Auto-Response-Suppress").is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    const BERLAMPIRAN: &str = "From: =?UTF-8?B?RGluYXMgUGVydGFuaWFu?= <Surat@Dinas.Contoh.test>\r\n\
        To: kotak@contohkab.test\r\nSubject: =?utf-8?q?Undangan_rapat_koordinasi_=E2=80=93_penting?=\r\n\
        Date: Fri, 20 Nov 2026 09:00:00 +0700\r\nMessage-ID: <satu@dinas.contoh.test>\r\nMIME-Version: 1.0\r\n\
        Content-Type: multipart/mixed; boundary=\"batas\"\r\n\r\n--batas\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n\
        Mohon hadir.\r\n--batas\r\nContent-Type: application/pdf; name=\"../../undangan.pdf\"\r\n\
        Content-Disposition: attachment; filename=\"../../undangan.pdf\"\r\nContent-Transfer-Encoding: base64\r\n\r\n\
        JVBERi0xLjcK\r\n--batas--\r\n";

    #[test]
    fn a_message_with_an_attachment() {
        let surel = urai(BERLAMPIRAN.as_bytes());
        assert_eq!(surel.kunci, "satu@dinas.contoh.test");
        assert_eq!(surel.pengirim, "Dinas Pertanian <surat@dinas.contoh.test>");
        assert_eq!(surel.hal, "Undangan rapat koordinasi – penting");
        assert_eq!(surel.tanggal.unwrap(), time::macros::datetime!(2026-11-20 02:00:00 UTC));
        assert_eq!(surel.teks.trim(), "Mohon hadir.");
        assert_eq!(surel.lampiran, [Lampiran { nama: "undangan.pdf".into(), isi: b"%PDF-1.7\n".to_vec() }]);
    }

    #[test]
    fn what_is_missing_or_broken_still_gives_something() {
        let kosong = urai(b"");
        assert!(kosong.kunci.starts_with("sha256:"), "{kosong:?}");
        let tanpa = urai(b"Subject:  \r\n\r\nhalo\0 dunia\r\n");
        assert_eq!(tanpa.hal, "(tanpa perihal)");
        assert_eq!(tanpa.pengirim, "Pengirim tidak disebut");
        assert!(tanpa.kunci.starts_with("sha256:"));
        assert!(!tanpa.teks.contains('\0'));
        // Two messages without an identifier are told apart by what they say.
        assert_ne!(tanpa.kunci, urai(b"Subject: \r\n\r\nlain\r\n").kunci);
        let acak: Vec<u8> = (0..4096_u32).map(|n| (n * 7919 % 251) as u8).collect();
        assert!(urai(&acak).lampiran.len() <= LAMPIRAN);
        let surel = urai(b"From: <>\r\nDate: Thu, 32 Foo 99999 25:61:61 +9999\r\nSubject: x\r\n\r\ny");
        assert_eq!((surel.tanggal, surel.hal.as_str()), (None, "x"));
    }

    #[test]
    fn an_answer_names_what_it_answers() {
        let surel = urai(
            b"Subject: Re: a\r\nIn-Reply-To: <tiga@x.test>\r\nReferences: <satu@x.test>\r\n <dua@x.test> <tiga@x.test>\r\n\r\nb",
        );
        assert_eq!(surel.acuan, ["tiga@x.test", "dua@x.test", "satu@x.test"]);
        let banyak: String = (0..200).map(|nomor| format!(" <{nomor}@x.test>")).collect();
        assert_eq!(urai(format!("References:{banyak}\r\n\r\nb").as_bytes()).acuan.len(), ACUAN);
        assert!(urai(b"Subject: a\r\n\r\nb").acuan.is_empty());
    }

    #[test]
    fn what_a_program_wrote_is_told_apart() {
        let table = [
            ("Subject: a", false),
            ("Auto-Submitted: no", false),
            ("Auto-Submitted: auto-replied", true),
            ("Precedence: bulk", true),
            ("Return-Path: <>", true),
            ("Return-Path: <warga@surel.test>", false),
            ("List-Id: <warta.contoh.test>", true),
            ("X-Auto-Response-Suppress: All", true),
        ];
        for (kepala, harap) in table {
            let surel = urai(format!("From: a@b.test\r\n{kepala}\r\n\r\nisi").as_bytes());
            assert_eq!(surel.otomatis, harap, "{kepala}");
        }
    }

    #[test]
    fn html_alone_is_read_as_text() {
        let surel = urai(b"Subject: a\r\nContent-Type: text/html\r\n\r\n<p>Satu <b>dua</b></p><script>tiga()</script>");
        assert!(surel.teks.contains("Satu dua") && !surel.teks.contains('<'), "{}", surel.teks);
    }

    #[test]
    fn names_of_files_lose_their_folders() {
        let table = [
            ("a.pdf", "a.pdf"),
            ("C:\\Surat\\b.pdf", "b.pdf"),
            ("../../etc/passwd", "passwd"),
            ("..", "lampiran-3"),
            ("", "lampiran-3"),
            ("x\ny.pdf", "x y.pdf"),
        ];
        for (nama, harap) in table {
            assert_eq!(nama_berkas(nama, 3), harap, "{nama:?}");
        }
    }
}
