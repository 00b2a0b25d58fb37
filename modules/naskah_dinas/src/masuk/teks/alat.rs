//! Programs of the machine that read text out of files, each as a child with limits: `pdftotext` for the text layer of a
//! PDF, `pdftoppm` and `tesseract` for scans. What is not installed is done without.
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;

use tokio::io::AsyncReadExt as _;
use tokio::process::Command;

/// Most text that is taken from one file, in bytes.
pub const TEKS: usize = 2 * 1024 * 1024;
/// Most pages of a scan that are recognised.
pub const HALAMAN: u32 = 30;
/// A PDF whose text layer has fewer letters than this is taken for a scan.
const SEDIKIT: usize = 40;
/// Memory that a child may take, in KiB.
const MEMORI_KIB: u64 = 1_500_000;

/// Where the programs are and how long they may take.
#[derive(Debug, Clone)]
pub struct Alat {
    pdftotext: Option<PathBuf>,
    pdftoppm: Option<PathBuf>,
    tesseract: Option<PathBuf>,
    /// Time for one program on one page or file.
    pub batas: Duration,
    /// Time for one file.
    pub batas_berkas: Duration,
}

/// Where a text came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sumber {
    /// The file is text, or holds one.
    Lapisan,
    /// Recognised on a picture.
    Ocr,
}

impl Sumber {
    /// The word in the database.
    pub const fn as_str(self) -> &'static str {
        match self {
            Sumber::Lapisan => "lapisan",
            Sumber::Ocr => "ocr",
        }
    }
}

/// What came of reading a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Hasil {
    /// A text.
    Teks(String, Sumber),
    /// Nothing in it that could be read.
    Kosong,
    /// It could not be read; why, for the page.
    Tidak(&'static str),
}

fn cari(folder: &[PathBuf], nama: &str) -> Option<PathBuf> {
    folder.iter().map(|satu| satu.join(nama)).find(|path| path.is_file())
}

impl Alat {
    /// The programs that lie in these folders.
    pub fn di(folder: &[PathBuf]) -> Alat {
        Alat {
            pdftotext: cari(folder, "pdftotext"),
            pdftoppm: cari(folder, "pdftoppm"),
            tesseract: cari(folder, "tesseract"),
            batas: Duration::from_secs(60),
            batas_berkas: Duration::from_secs(400),
        }
    }

    /// The programs of the machine, by its `PATH`.
    pub fn mesin() -> Alat {
        let path = std::env::var_os("PATH").unwrap_or_default();
        Alat::di(&std::env::split_paths(&path).collect::<Vec<_>>())
    }

    /// Whether pictures can be read.
    pub fn ada_ocr(&self) -> bool {
        self.tesseract.is_some()
    }

    /// Reads the text of a file that lies at `berkas`, whose type was told from its content. `kerja` is an empty folder
    /// for what lies between; the caller removes it.
    pub async fn baca(&self, berkas: &Path, jenis: &str, kerja: &Path) -> Hasil {
        let baca = async {
            match jenis {
                "text/plain" => match tokio::fs::read(berkas).await {
                    Ok(isi) => jadi(String::from_utf8_lossy(&isi).into_owned(), Sumber::Lapisan),
                    Err(_) => Hasil::Tidak("Berkas tidak dapat dibuka"),
                },
                "application/pdf" => self.pdf(berkas, kerja).await,
                "image/png" | "image/jpeg" | "image/tiff" | "image/webp" => self.gambar(berkas).await,
                _ => Hasil::Tidak("Jenis berkas ini tidak dibaca teksnya"),
            }
        };
        match tokio::time::timeout(self.batas_berkas, baca).await {
            Ok(hasil) => hasil,
            Err(_) => Hasil::Tidak("Membaca teks terlalu lama dan dihentikan"),
        }
    }

    async fn pdf(&self, berkas: &Path, kerja: &Path) -> Hasil {
        if let Some(program) = &self.pdftotext {
            let argumen = ["-q".into(), "-enc".into(), "UTF-8".into(), berkas.into(), "-".into()];
            if let Ok(teks) = self.jalankan(program, &argumen).await
                && teks.chars().filter(|huruf| huruf.is_alphanumeric()).count() >= SEDIKIT
            {
                return jadi(teks, Sumber::Lapisan);
            }
        }
        let (Some(program), true) = (&self.pdftoppm, self.ada_ocr()) else {
            return Hasil::Tidak("PDF ini hasil pindai dan pengenalan teks (OCR) tidak terpasang di server");
        };
        let awalan = kerja.join("halaman");
        let argumen: [OsString; 9] = [
            "-q".into(),
            "-r".into(),
            "200".into(),
            "-gray".into(),
            "-png".into(),
            "-l".into(),
            HALAMAN.to_string().into(),
            berkas.into(),
            awalan.into(),
        ];
        if self.jalankan(program, &argumen).await.is_err() {
            return Hasil::Tidak("PDF ini rusak, terkunci, atau terlalu besar untuk dibaca");
        }
        let mut halaman: Vec<PathBuf> = match std::fs::read_dir(kerja) {
            Ok(isi) => isi.filter_map(Result::ok).map(|satu| satu.path()).collect(),
            Err(_) => return Hasil::Tidak("Halaman PDF tidak dapat dibuka"),
        };
        halaman.retain(|path| path.extension().is_some_and(|akhiran| akhiran == "png"));
        halaman.sort();
        let mut semua = String::new();
        let mut gagal = 0;
        for satu in &halaman {
            match self.kenali(satu).await {
                Ok(teks) if semua.len() + teks.len() <= TEKS => {
                    semua.push_str(&teks);
                    semua.push('\n');
                }
                Ok(_) => break,
                Err(()) => gagal += 1,
            }
        }
        if gagal > 0 && gagal == halaman.len() {
            return Hasil::Tidak("Pengenalan teks (OCR) gagal atau terlalu lama");
        }
        jadi(semua, Sumber::Ocr)
    }

    async fn gambar(&self, berkas: &Path) -> Hasil {
        if !self.ada_ocr() {
            return Hasil::Tidak("Pengenalan teks (OCR) tidak terpasang di server");
        }
        match self.kenali(berkas).await {
            Ok(teks) => jadi(teks, Sumber::Ocr),
            Err(()) => Hasil::Tidak("Pengenalan teks (OCR) gagal atau terlalu lama"),
        }
    }

    /// Indonesian first, English beside it, and whatever there is where these are not installed.
    async fn kenali(&self, gambar: &Path) -> Result<String, ()> {
        let program = self.tesseract.as_ref().ok_or(())?;
        for bahasa in ["ind+eng", "ind", "eng"] {
            let argumen = [gambar.into(), "stdout".into(), "-l".into(), bahasa.into()];
            if let Ok(teks) = self.jalankan(program, &argumen).await {
                return Ok(teks);
            }
        }
        Err(())
    }

    /// Runs a program with low priority, little memory, no network of ours and a limit of time; gives what it wrote.
    async fn jalankan(&self, program: &Path, argumen: &[OsString]) -> Result<String, ()> {
        // The shell sets the limits, since a child can only be limited before it begins.
        let batas = self.batas.as_secs().max(1);
        let naskah =
            format!("ulimit -v {MEMORI_KIB} 2>/dev/null; ulimit -t {batas} 2>/dev/null; exec nice -n 19 \"$0\" \"$@\"");
        let mut perintah = Command::new("/bin/sh");
        perintah
            .arg("-c")
            .arg(naskah)
            .arg(program)
            .args(argumen)
            .env_clear()
            .env("PATH", "/usr/local/bin:/usr/bin:/bin")
            .env("LC_ALL", "C.UTF-8")
            .env("OMP_THREAD_LIMIT", "1")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .kill_on_drop(true);
        if let Some(data) = std::env::var_os("TESSDATA_PREFIX") {
            perintah.env("TESSDATA_PREFIX", data);
        }
        let mut anak = perintah.spawn().map_err(|_| ())?;
        let keluaran = anak.stdout.take().ok_or(())?;
        let baca = async {
            let mut isi = Vec::new();
            keluaran.take(TEKS as u64).read_to_end(&mut isi).await.map_err(|_| ())?;
            // Past the limit nobody reads on, and the child ends by the broken pipe.
            let akhir = anak.wait().await.map_err(|_| ())?;
            if akhir.success() || isi.len() == TEKS { Ok(String::from_utf8_lossy(&isi).into_owned()) } else { Err(()) }
        };
        tokio::time::timeout(self.batas, baca).await.map_err(|_| ())?
    }
}

/// A text without the characters that no database keeps; nothing when there is no letter in it.
fn jadi(teks: String, sumber: Sumber) -> Hasil {
    let mut bersih: String = teks
        .chars()
        .filter_map(|huruf| match huruf {
            '\n' => Some('\n'),
            '\u{c}' | '\t' => Some(' '),
            huruf if huruf.is_control() => None,
            huruf => Some(huruf),
        })
        .collect();
    let mut akhir = bersih.len().min(TEKS);
    while !bersih.is_char_boundary(akhir) {
        akhir -= 1;
    }
    bersih.truncate(akhir);
    if bersih.chars().any(char::is_alphanumeric) { Hasil::Teks(bersih, sumber) } else { Hasil::Kosong }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt as _;

    /// Stand-ins for the programs, in a folder of their own.
    struct Tiruan(PathBuf);

    impl Tiruan {
        fn new(program: &[(&str, &str)]) -> Tiruan {
            let folder = std::env::temp_dir().join(format!("pendopo-alat-{}", uuid::Uuid::now_v7().simple()));
            std::fs::create_dir_all(folder.join("kerja")).unwrap();
            for (nama, naskah) in program {
                let path = folder.join(nama);
                std::fs::write(&path, format!("#!/bin/sh\n{naskah}\n")).unwrap();
                std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o755)).unwrap();
            }
            std::fs::write(folder.join("berkas"), "isi").unwrap();
            Tiruan(folder)
        }
        async fn baca(&self, jenis: &str, batas: Duration) -> Hasil {
            let alat = Alat { batas, ..Alat::di(std::slice::from_ref(&self.0)) };
            alat.baca(&self.0.join("berkas"), jenis, &self.0.join("kerja")).await
        }
    }
    impl Drop for Tiruan {
        fn drop(&mut self) {
            drop(std::fs::remove_dir_all(&self.0));
        }
    }

    const LAMA: Duration = Duration::from_secs(20);
    const PANJANG: &str = "echo 'Yang terhormat Kepala Dinas Komunikasi dan Informatika Kabupaten Contoh'";

    #[tokio::test]
    async fn a_text_layer_is_taken_and_a_scan_is_recognised() {
        let berlapis = Tiruan::new(&[("pdftotext", PANJANG), ("pdftoppm", "exit 1"), ("tesseract", "exit 1")]);
        let Hasil::Teks(teks, sumber) = berlapis.baca("application/pdf", LAMA).await else { panic!() };
        assert!(teks.contains("Kepala Dinas") && sumber == Sumber::Lapisan);
        // The last argument of pdftoppm is where its pages go.
        let pindaian = Tiruan::new(&[
            ("pdftotext", "echo 1"),
            ("pdftoppm", "for a; do b=$a; done; echo x > $b-02.png; echo x > $b-01.png"),
            ("tesseract", "echo halaman $(basename $1)"),
        ]);
        let Hasil::Teks(teks, sumber) = pindaian.baca("application/pdf", LAMA).await else { panic!() };
        assert_eq!((teks.as_str(), sumber), ("halaman halaman-01.png\n\nhalaman halaman-02.png\n\n", Sumber::Ocr));
    }

    #[tokio::test]
    async fn indonesian_first_then_what_is_there() {
        let hanya_inggris = Tiruan::new(&[("tesseract", "[ \"$4\" = eng ] || exit 1\necho bahasa $4")]);
        assert_eq!(hanya_inggris.baca("image/png", LAMA).await, Hasil::Teks("bahasa eng\n".into(), Sumber::Ocr));
        let lengkap = Tiruan::new(&[("tesseract", "echo bahasa $4")]);
        assert_eq!(lengkap.baca("image/jpeg", LAMA).await, Hasil::Teks("bahasa ind+eng\n".into(), Sumber::Ocr));
    }

    #[tokio::test]
    async fn without_programs_or_with_bad_ones_there_is_a_reason() {
        let tanpa = Tiruan::new(&[]);
        assert!(matches!(tanpa.baca("application/pdf", LAMA).await, Hasil::Tidak(_)));
        assert!(matches!(tanpa.baca("image/png", LAMA).await, Hasil::Tidak(_)));
        assert!(matches!(tanpa.baca("video/mp4", LAMA).await, Hasil::Tidak(_)));
        assert_eq!(tanpa.baca("text/plain", LAMA).await, Hasil::Teks("isi".into(), Sumber::Lapisan));
        let kosong = Tiruan::new(&[("tesseract", "echo ' . '")]);
        assert_eq!(kosong.baca("image/png", LAMA).await, Hasil::Kosong);
        let lambat = Tiruan::new(&[("tesseract", "sleep 30; echo telat")]);
        let mulai = std::time::Instant::now();
        assert!(matches!(lambat.baca("image/png", Duration::from_millis(200)).await, Hasil::Tidak(_)));
        assert!(mulai.elapsed() < Duration::from_secs(10));
        let cerewet = Tiruan::new(&[("tesseract", "exec yes panjang")]);
        let Hasil::Teks(teks, _) = cerewet.baca("image/png", LAMA).await else { panic!() };
        assert!(teks.len() <= TEKS);
    }
}
