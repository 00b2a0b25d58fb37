//! Charts drawn on the server as SVG, each with its table. Places across are percentages, so that a chart fits any width
//! while its letters keep their size; colours come from classes.

use crate::notice::details;
use crate::status::Tone;
use crate::table::{Column, Row, Table, table};
use maud::{Markup, html};
use std::borrow::Cow;

/// One value.
#[derive(Clone, Debug, Default)]
pub struct Datum<'a> {
    /// What is measured.
    pub label: Cow<'a, str>,
    /// The measure. Values that are not finite, and negative ones, are drawn as zero.
    pub value: f64,
    /// The measure written out, such as `3,25`.
    pub text: Cow<'a, str>,
    /// What the value means; without it, bars have one colour and shares take their colours in order.
    pub tone: Option<Tone>,
}

impl<'a> Datum<'a> {
    /// A value from its parts.
    pub fn new(label: impl Into<Cow<'a, str>>, value: f64, text: impl Into<Cow<'a, str>>) -> Self {
        Self { label: label.into(), value, text: text.into(), tone: None }
    }

    /// The same value with a meaning.
    pub fn with_tone(self, tone: Tone) -> Self {
        Self { tone: Some(tone), ..self }
    }

    /// Class of its colour: by meaning, else by its number among the others.
    fn colour(&self, number: usize) -> String {
        match self.tone {
            Some(tone) => format!("warna--{}", tone.name()),
            None => format!("warna--{}", number % 5 + 1),
        }
    }
}

/// What every chart has. `..Chart::default()` fills the rest.
#[derive(Clone, Copy, Debug, Default)]
pub struct Chart<'a> {
    /// Id of the figure; unique on its page.
    pub id: &'a str,
    /// What it shows.
    pub title: &'a str,
    /// What is to be seen in it, in a sentence.
    pub description: &'a str,
    /// Heading of the labels in the table, such as `Domain`.
    pub label_heading: &'a str,
    /// Heading of the values in the table, such as `Indeks`.
    pub value_heading: &'a str,
    /// Value at the end of the scale; `None`: the largest there is.
    pub most: Option<f64>,
}

fn sound(value: f64) -> f64 {
    if value.is_finite() { value.max(0.0) } else { 0.0 }
}

fn scale_end<'a>(chart: &Chart<'_>, values: impl Iterator<Item = &'a f64>) -> f64 {
    let most = chart.most.map_or_else(|| values.fold(0.0_f64, |most, value| most.max(sound(*value))), sound);
    if most > 0.0 { most } else { 1.0 }
}

fn short(value: f64) -> String {
    let text = format!("{value:.2}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

fn percent(value: f64) -> String {
    format!("{}%", short(value))
}

fn figure(chart: &Chart<'_>, drawing: Markup, as_table: Markup) -> Markup {
    html! {
        figure.bagan id=(chart.id) {
            figcaption.bagan__judul { (chart.title) }
            (drawing)
            (details("Lihat sebagai tabel", as_table))
        }
    }
}

fn value_table(chart: &Chart<'_>, data: &[Datum<'_>]) -> Markup {
    table(&Table {
        caption: Cow::Borrowed(chart.title),
        caption_hidden: true,
        columns: vec![Column::new(chart.label_heading), Column::numeric(chart.value_heading)],
        rows: data.iter().map(|datum| Row::new(vec![html! { (datum.label) }, html! { (datum.text) }])).collect(),
        ..Table::default()
    })
}

/// Horizontal bars, one below the other, each under its label.
pub fn bar_chart(chart: &Chart<'_>, data: &[Datum<'_>]) -> Markup {
    let most = scale_end(chart, data.iter().map(|datum| &datum.value));
    // Words outside of the drawing: they wrap on narrow screens instead of running into each other.
    let drawing = html! {
        div role="img" aria-labelledby={ (chart.id) "-j " (chart.id) "-k" } {
            span id={ (chart.id) "-j" } hidden { (chart.title) }
            span id={ (chart.id) "-k" } hidden { (chart.description) }
            @for datum in data {
                div.bagan__satu {
                    span { (datum.label) }
                    span.bagan__nilai { (datum.text) }
                    svg.bagan__gambar width="100%" height="14" aria-hidden="true" {
                        rect.bagan__alur width="100%" height="14" rx="3" {}
                        rect class={ "bagan__batang " (datum.colour(0)) } width=(percent(100.0 * (sound(datum.value) / most).min(1.0))) height="14" rx="3" {}
                    }
                }
            }
        }
    };
    figure(chart, drawing, value_table(chart, data))
}

/// One line of a [`line_chart`].
#[derive(Clone, Debug, Default)]
pub struct Series<'a> {
    /// What is measured.
    pub label: Cow<'a, str>,
    /// One value per point; `None` where there is none.
    pub values: Vec<Option<f64>>,
    /// The same values written out, in the same order.
    pub texts: Vec<Cow<'a, str>>,
}

/// Lines over points of time. `points` are the labels below; up to five series keep apart.
pub fn line_chart(chart: &Chart<'_>, points: &[Cow<'_, str>], series: &[Series<'_>]) -> Markup {
    const TOP: f64 = 12.0;
    const DEPTH: f64 = 180.0;
    let most = scale_end(chart, series.iter().flat_map(|line| line.values.iter().flatten()));
    let across = |place: usize| 14.0 + 80.0 * place_of(place, points.len());
    let down = |value: f64| TOP + DEPTH * (1.0 - (sound(value) / most).min(1.0));
    let drawing = html! {
        svg.bagan__gambar width="100%" height="224" role="img" aria-labelledby={ (chart.id) "-j " (chart.id) "-k" } {
            title id={ (chart.id) "-j" } { (chart.title) }
            desc id={ (chart.id) "-k" } { (chart.description) }
            @for part in 0..=4_u8 {
                @let share = f64::from(part) / 4.0;
                @let y = short(TOP + DEPTH * (1.0 - share));
                line.bagan__garis x1="14%" x2="100%" y1=(y) y2=(y) {}
                text.bagan__skala x="0" y=(y) dy="4" { (short(most * share).replace('.', ",")) }
            }
            @for (place, point) in points.iter().enumerate() {
                text.bagan__skala x=(percent(across(place))) y="216" text-anchor="middle" { (point) }
            }
            @for (number, line) in series.iter().enumerate() {
                g class={ "bagan__deret bagan__deret--" (number % 5 + 1) " warna--" (number % 5 + 1) } {
                    @for (place, pair) in line.values.windows(2).enumerate() {
                        @if let [Some(from), Some(to)] = pair {
                            line x1=(percent(across(place))) y1=(short(down(*from)))
                                x2=(percent(across(place + 1))) y2=(short(down(*to))) {}
                        }
                    }
                    @for (place, value) in line.values.iter().enumerate() {
                        @if let Some(value) = value {
                            circle cx=(percent(across(place))) cy=(short(down(*value))) r="5" {}
                        }
                    }
                }
            }
        }
        ul.bagan__kunci {
            @for (number, line) in series.iter().enumerate() {
                li class={ "warna--" (number % 5 + 1) } { (line.label) }
            }
        }
    };
    let columns = std::iter::once(Column::new(chart.label_heading))
        .chain(series.iter().map(|line| Column::numeric(line.label.clone())))
        .collect();
    let rows = points
        .iter()
        .enumerate()
        .map(|(place, point)| {
            let values =
                series.iter().map(|line| html! { @match line.texts.get(place) { Some(text) => (text), None => "–" } });
            Row::new(std::iter::once(html! { (point) }).chain(values).collect())
        })
        .collect();
    let as_table =
        Table { caption: Cow::Borrowed(chart.title), caption_hidden: true, columns, rows, ..Table::default() };
    figure(chart, drawing, table(&as_table))
}

#[expect(clippy::cast_precision_loss, reason = "a chart has few points")]
fn place_of(place: usize, count: usize) -> f64 {
    if count < 2 { 0.5 } else { place as f64 / (count - 1) as f64 }
}

/// A ring of shares. Up to five shares keep apart; the rest belongs into one share "lainnya".
pub fn donut_chart(chart: &Chart<'_>, data: &[Datum<'_>], middle: &str) -> Markup {
    let whole: f64 = data.iter().map(|datum| sound(datum.value)).sum();
    let whole = if whole > 0.0 { whole } else { 1.0 };
    let mut start = 0.0;
    let shares: Vec<(f64, f64)> = data
        .iter()
        .map(|datum| {
            let share = 100.0 * sound(datum.value) / whole;
            let from = start;
            start += share;
            (from, share)
        })
        .collect();
    let drawing = html! {
        div.bagan__cincin {
            svg.bagan__gambar viewBox="0 0 180 180" width="180" height="180" role="img"
                aria-labelledby={ (chart.id) "-j " (chart.id) "-k" } {
                title id={ (chart.id) "-j" } { (chart.title) }
                desc id={ (chart.id) "-k" } { (chart.description) }
                circle.bagan__busur.bagan__busur--alur cx="90" cy="90" r="70" {}
                @for (number, (datum, (from, share))) in data.iter().zip(&shares).enumerate() {
                    circle class={ "bagan__busur " (datum.colour(number)) } cx="90" cy="90" r="70" pathLength="100"
                        stroke-dasharray={ (short(*share)) " " (short(100.0 - share)) } stroke-dashoffset=(short(25.0 - from)) {}
                }
                text.bagan__tengah x="90" y="90" dy="9" text-anchor="middle" { (middle) }
            }
            ul.bagan__kunci.bagan__kunci--tegak {
                @for (number, datum) in data.iter().enumerate() {
                    li class=(datum.colour(number)) { (datum.label) " " strong { (datum.text) } }
                }
            }
        }
    };
    figure(chart, drawing, value_table(chart, data))
}

/// One value on a half ring from 0 to `chart.most`, with its text in the middle and what it is called below.
pub fn gauge(chart: &Chart<'_>, datum: &Datum<'_>) -> Markup {
    let most = scale_end(chart, std::iter::once(&datum.value));
    let share = 100.0 * (sound(datum.value) / most).min(1.0);
    let drawing = html! {
        svg.bagan__gambar viewBox="0 0 220 132" width="220" height="132" role="img"
            aria-labelledby={ (chart.id) "-j " (chart.id) "-k" } {
            title id={ (chart.id) "-j" } { (chart.title) }
            desc id={ (chart.id) "-k" } { (chart.description) }
            path.bagan__busur.bagan__busur--alur d="M20 112 A90 90 0 0 1 200 112" pathLength="100" {}
            path class={ "bagan__busur " (datum.colour(0)) } d="M20 112 A90 90 0 0 1 200 112" pathLength="100"
                stroke-dasharray={ (short(share)) " 200" } {}
            text.bagan__tengah x="110" y="98" text-anchor="middle" { (datum.text) }
            text.bagan__skala x="110" y="124" text-anchor="middle" { (datum.label) }
        }
    };
    figure(chart, drawing, value_table(chart, std::slice::from_ref(datum)))
}
