use crate::seen::{seen, words};
use page::*;

fn chart(most: Option<f64>) -> Chart<'static> {
    Chart { id: "c", title: "Indeks", description: "Naik.", label_heading: "Domain", value_heading: "Nilai", most }
}

fn widths(values: &[f64], most: Option<f64>) -> Vec<String> {
    let data: Vec<Datum<'_>> = values.iter().map(|value| Datum::new("x", *value, "t")).collect();
    let page = seen(&bar_chart(&chart(most), &data));
    page.all("rect.bagan__batang").iter().map(|bar| bar.attr("width").unwrap().to_owned()).collect()
}

#[test]
fn bars_measure_against_the_end_of_the_scale() {
    assert_eq!(widths(&[1.0, 2.5, 5.0], Some(5.0)), ["20%", "50%", "100%"]);
    assert_eq!(widths(&[1.0, 4.0], None), ["25%", "100%"]);
    assert_eq!(widths(&[9.0], Some(5.0)), ["100%"], "never past the end");
    assert_eq!(widths(&[f64::NAN, -1.0, f64::INFINITY, 0.0], Some(5.0)), ["0%"; 4]);
    assert_eq!(widths(&[0.0], None), ["0%"]);
    assert_eq!(widths(&[1.0], Some(f64::NAN)), ["100%"]);
    assert!(widths(&[], None).is_empty());
}

#[test]
fn every_chart_has_its_names_and_its_table() {
    let data = [Datum::new("Kebijakan", 3.0, "3,00"), Datum::new("Layanan", 2.0, "2,00").with_tone(Tone::Good)];
    let series = [Series { label: "Indeks".into(), values: vec![Some(1.0), None], texts: vec!["1,0".into()] }];
    for markup in [
        bar_chart(&chart(None), &data),
        donut_chart(&chart(None), &data, "5"),
        gauge(&chart(Some(5.0)), &data[0]),
        line_chart(&chart(None), &["2026".into(), "2027".into()], &series),
    ] {
        let page = seen(&markup);
        let named = page.one("[role=img]").attr("aria-labelledby").unwrap().to_owned();
        let names: Vec<String> = named.split(' ').map(|id| page.text(&format!("[id='{id}']"))).collect();
        assert_eq!(names, ["Indeks", "Naik."]);
        assert_eq!(page.count("table"), 1);
    }
    let page = seen(&bar_chart(&chart(None), &data));
    let cells: Vec<String> = page.all("tbody tr").into_iter().map(words).collect();
    assert_eq!(cells, ["Kebijakan 3,00", "Layanan 2,00"]);
}

#[test]
fn shares_fill_the_ring() {
    let data = [Datum::new("a", 1.0, "1"), Datum::new("b", 3.0, "3")];
    let page = seen(&donut_chart(&chart(None), &data, "4"));
    let arcs: Vec<_> = page
        .all("circle[stroke-dasharray]")
        .iter()
        .map(|arc| {
            (arc.attr("stroke-dasharray").unwrap().to_owned(), arc.attr("stroke-dashoffset").unwrap().to_owned())
        })
        .collect();
    assert_eq!(arcs, [("25 75".into(), "25".into()), ("75 25".into(), "0".into())]);
    let nothing = seen(&donut_chart(&chart(None), &[Datum::new("a", 0.0, "0")], "0"));
    assert_eq!(nothing.one("circle[stroke-dasharray]").attr("stroke-dasharray"), Some("0 100"));
}

#[test]
fn a_line_breaks_where_there_is_no_value() {
    let points = ["1", "2", "3", "4", "5"].map(Into::into);
    let values = vec![Some(1.0), Some(2.0), None, Some(4.0), Some(5.0)];
    let texts = ["1", "2", "–", "4", "5"].map(Into::into).to_vec();
    let page = seen(&line_chart(&chart(None), &points, &[Series { label: "x".into(), values, texts }]));
    assert_eq!(page.count(".bagan__deret line"), 2);
    assert_eq!(page.count(".bagan__deret circle"), 4);
    assert_eq!(page.count("tbody tr"), 5);
}
