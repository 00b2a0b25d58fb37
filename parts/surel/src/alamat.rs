//! The address of a mail server, as the administrator writes it.

/// How the connection is protected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Keamanan {
    /// Not at all: only for a server on the same machine.
    Polos,
    /// Begins plain and must turn to TLS before anything is said.
    StartTls,
    /// TLS from the first byte.
    Tls,
}

/// A server: `imaps://host:port`, `imap+starttls://host:port`, or `imap://localhost:port`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alamat {
    /// How the connection is protected.
    pub keamanan: Keamanan,
    /// Name or address.
    pub server: String,
    /// Port; 993 or 143 when the address names none.
    pub porta: u16,
}

impl Alamat {
    /// Reads an address.
    ///
    /// # Errors
    /// Says in a sentence what is wrong.
    pub fn urai(teks: &str) -> Result<Alamat, &'static str> {
        const CONTOH: &str = "Alamat server ditulis seperti imaps://surel.contohkab.go.id";
        let (skema, sisa) = teks.trim().split_once("://").ok_or(CONTOH)?;
        let (keamanan, biasa) = match skema {
            "imaps" => (Keamanan::Tls, 993),
            "imap+starttls" => (Keamanan::StartTls, 143),
            "imap" => (Keamanan::Polos, 143),
            _ => return Err(CONTOH),
        };
        let sisa = sisa.trim_end_matches('/');
        // An IPv6 address stands in brackets.
        let (server, porta) = match sisa.strip_prefix('[').and_then(|sisa| sisa.split_once(']')) {
            Some((server, "")) => (server, None),
            Some((server, porta)) => (server, Some(porta.strip_prefix(':').ok_or(CONTOH)?)),
            None => sisa.split_once(':').map_or((sisa, None), |(server, porta)| (server, Some(porta))),
        };
        let porta = porta.map_or(Ok(biasa), |porta| porta.parse::<u16>().map_err(|_| CONTOH))?;
        let asing = |huruf: char| huruf.is_whitespace() || huruf.is_control() || "/@?#\\".contains(huruf);
        if server.is_empty() || server.contains(asing) || porta == 0 || server.len() > 253 {
            return Err(CONTOH);
        }
        let sendiri = server == "localhost" || server.parse::<std::net::IpAddr>().is_ok_and(|ip| ip.is_loopback());
        if keamanan == Keamanan::Polos && !sendiri {
            return Err("Tanpa enkripsi hanya boleh untuk server di mesin ini. Pakai imaps:// atau imap+starttls://");
        }
        Ok(Alamat { keamanan, server: server.to_owned(), porta })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_read_strictly() {
        let baik = [
            ("imaps://surel.contohkab.go.id", Keamanan::Tls, "surel.contohkab.go.id", 993),
            ("imaps://surel.contohkab.go.id:1993/", Keamanan::Tls, "surel.contohkab.go.id", 1993),
            (" imap+starttls://[2001:db8::1]:1143 ", Keamanan::StartTls, "2001:db8::1", 1143),
            ("imap://127.0.0.1:2143", Keamanan::Polos, "127.0.0.1", 2143),
            ("imap://[::1]", Keamanan::Polos, "::1", 143),
            ("imap://localhost", Keamanan::Polos, "localhost", 143),
        ];
        for (teks, keamanan, server, porta) in baik {
            assert_eq!(Alamat::urai(teks), Ok(Alamat { keamanan, server: server.into(), porta }), "{teks}");
        }
        for teks in [
            "",
            "surel",
            "http://surel",
            "imaps://",
            "imaps://a b",
            "imaps://nama@surel",
            "imaps://surel:0",
            "imaps://surel:99999",
            "imap://surel.contohkab.go.id",
            "imap://10.0.0.5",
        ] {
            assert!(Alamat::urai(teks).is_err(), "{teks}");
        }
    }
}
