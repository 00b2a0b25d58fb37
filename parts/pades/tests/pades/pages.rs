//! PDFs for the tests, written by hand: each way in which a file can keep its cross-references.
use std::io::Write as _;

/// The objects of a letter of two pages: numbers from 1 on. Catalog 1, pages 2, page 3, content 4, font 5, page 6.
pub fn letter() -> Vec<String> {
    let content = "BT /F1 18 Tf 72 720 Td (Surat Keterangan) Tj ET";
    vec![
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R 6 0 R] /Count 2 /MediaBox [0 0 595 842] /Resources << /Font << /F1 5 0 R >> >> >>"
            .to_owned(),
        "<< /Type /Page /Parent 2 0 R /Contents 4 0 R >>".to_owned(),
        format!("<< /Length {} >>\nstream\n{content}\nendstream", content.len()),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R /Contents 4 0 R /Annots 7 0 R >>".to_owned(),
        "[]".to_owned(),
    ]
}

const HEADER: &str = "%PDF-1.7\n%\u{e9}\u{e9}\n";

fn body(objects: &[(u32, String)], out: &mut Vec<u8>) -> Vec<(u32, usize)> {
    let mut places = Vec::new();
    for (number, object) in objects {
        places.push((*number, out.len()));
        out.extend(format!("{number} 0 obj\n{object}\nendobj\n").bytes());
    }
    places
}

fn table_rows(places: &[(u32, usize)]) -> String {
    places.iter().map(|(number, at)| format!("{number} 1\n{at:010} 00000 n\r\n")).collect()
}

/// With a cross-reference table.
pub fn table(objects: &[String]) -> Vec<u8> {
    let mut out = HEADER.as_bytes().to_vec();
    let numbered: Vec<(u32, String)> = (1..).zip(objects.iter().cloned()).collect();
    let places = body(&numbered, &mut out);
    let start = out.len();
    out.extend(format!("xref\n0 1\n0000000000 65535 f\r\n{}", table_rows(&places)).bytes());
    let size = objects.len() + 1;
    out.extend(format!("trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n").bytes());
    out
}

pub fn packed(data: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::default());
    encoder.write_all(data).unwrap();
    encoder.finish().unwrap()
}

fn stream(number: u32, dict: &str, data: &[u8], out: &mut Vec<u8>) {
    out.extend(format!("{number} 0 obj\n<< {dict} /Length {} >>\nstream\n", data.len()).bytes());
    out.extend(data);
    out.extend(b"\nendstream\nendobj\n");
}

/// With a cross-reference stream (with predictor) and all objects but streams in an object stream.
pub fn streams(objects: &[String]) -> Vec<u8> {
    let mut out = HEADER.as_bytes().to_vec();
    let all: Vec<(u32, String)> = (1..).zip(objects.iter().cloned()).collect();
    let (outside, inside): (Vec<_>, Vec<_>) = all.into_iter().partition(|(_, object)| object.contains("endstream"));
    let places = body(&outside, &mut out);
    let (container, table) = (objects.len() as u32 + 1, objects.len() as u32 + 2);
    let (mut index, mut text) = (String::new(), String::new());
    for (number, object) in &inside {
        index.push_str(&format!("{number} {} ", text.len()));
        text.push_str(object);
        text.push('\n');
    }
    let container_at = out.len();
    let dict = format!("/Type /ObjStm /N {} /First {} /Filter /FlateDecode", inside.len(), index.len());
    stream(container, &dict, &packed(format!("{index}{text}").as_bytes()), &mut out);
    let start = out.len();
    let mut rows = vec![vec![0, 0, 0, 0, 0]; table as usize + 1];
    let mut row = |number: u32, kind: u8, second: usize, third: u8| {
        let second = (second as u32).to_be_bytes();
        rows[number as usize] = vec![kind, second[1], second[2], second[3], third];
    };
    for (number, at) in places {
        row(number, 1, at, 0);
    }
    for (at, (number, _)) in inside.iter().enumerate() {
        row(*number, 2, container as usize, at as u8);
    }
    row(container, 1, container_at, 0);
    row(table, 1, start, 0);
    let mut data = Vec::new();
    let mut above = vec![0u8; 5];
    for row in rows {
        data.push(2);
        data.extend(row.iter().zip(&above).map(|(byte, up)| byte.wrapping_sub(*up)));
        above = row;
    }
    let dict = format!(
        "/Type /XRef /W [1 3 1] /Size {} /Root 1 0 R /Filter /FlateDecode /DecodeParms << /Predictor 12 /Columns 5 >>",
        table + 1
    );
    stream(table, &dict, &packed(&data), &mut out);
    out.extend(format!("startxref\n{start}\n%%EOF\n").bytes());
    out
}

/// A hybrid file: a table for old readers, and a stream for the objects that only newer ones find.
pub fn hybrid(objects: &[String]) -> Vec<u8> {
    let mut out = HEADER.as_bytes().to_vec();
    let numbered: Vec<(u32, String)> = (1..).zip(objects.iter().cloned()).collect();
    let (hidden, plain): (Vec<_>, Vec<_>) = numbered.into_iter().partition(|(number, _)| *number == 5);
    let places = body(&plain, &mut out);
    let (container, table) = (objects.len() as u32 + 1, objects.len() as u32 + 2);
    let container_at = out.len();
    stream(container, "/Type /ObjStm /N 1 /First 4", format!("5 0 {}", hidden[0].1).as_bytes(), &mut out);
    let stream_at = out.len();
    let mut row = vec![2, 0, 0, container as u8, 0];
    let place = (container_at as u32).to_be_bytes();
    row.extend([1, place[1], place[2], place[3], 0]);
    let dict = format!("/Type /XRef /W [1 3 1] /Index [5 1 {container} 1] /Size {} /Root 1 0 R", table + 1);
    stream(table, &dict, &row, &mut out);
    let start = out.len();
    out.extend(format!("xref\n0 1\n0000000000 65535 f\r\n5 1\n0000000000 00000 f\r\n{}", table_rows(&places)).bytes());
    let size = table + 1;
    out.extend(
        format!("trailer\n<< /Size {size} /Root 1 0 R /XRefStm {stream_at} >>\nstartxref\n{start}\n%%EOF\n").bytes(),
    );
    out
}

/// A letter with a form: a text field, an empty signature field, and the form as an object of its own.
pub fn form() -> Vec<String> {
    let mut objects = letter();
    objects[0] = "<< /Type /Catalog /Pages 2 0 R /AcroForm 8 0 R >>".to_owned();
    objects[6] = "[9 0 R 10 0 R]".to_owned();
    objects.push("<< /Fields 11 0 R /DA (/Helv 0 Tf 0 g) >>".to_owned());
    objects.push(
        "<< /Type /Annot /Subtype /Widget /FT /Tx /T (nama) /V (Siti) /Rect [10 10 100 30] /F 4 /P 6 0 R >>".to_owned(),
    );
    objects.push("<< /Type /Annot /Subtype /Widget /FT /Sig /T (kosong) /Rect [0 0 0 0] /F 132 /P 6 0 R >>".to_owned());
    objects.push("[9 0 R 10 0 R]".to_owned());
    objects
}

/// A panel of one page: a frame and a word.
pub fn panel() -> Vec<u8> {
    let content = "0.5 w 1 1 198 58 re S BT /F1 12 Tf 10 25 Td (Ditandatangani) Tj ET";
    table(&[
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 60] /Contents [4 0 R 6 0 R] /Resources << /Font << /F1 5 0 R >> >> >>"
            .to_owned(),
        format!("<< /Length {} >>\nstream\n{content}\nendstream", content.len()),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>".to_owned(),
        "<< /Length 4 >>\nstream\n1 g\n\nendstream".to_owned(),
    ])
}

/// Appends a revision with these objects, as an honest program or an attacker would.
pub fn append(pdf: &[u8], objects: &[(u32, String)], trailer: &str) -> Vec<u8> {
    let mut out = pdf.to_vec();
    let text = String::from_utf8_lossy(pdf).into_owned();
    let tail = &text[text.rfind("startxref").unwrap() + 9..];
    let previous: usize = tail.split_whitespace().next().unwrap().parse().unwrap();
    let places = body(objects, &mut out);
    let start = out.len();
    let size = 10_000;
    out.extend(format!("xref\n{}", table_rows(&places)).bytes());
    out.extend(
        format!("trailer\n<< /Size {size} /Root 1 0 R /Prev {previous} {trailer} >>\nstartxref\n{start}\n%%EOF\n")
            .bytes(),
    );
    out
}
