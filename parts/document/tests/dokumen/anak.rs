//! Bounded rendering: the child is stopped, the parent goes on.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use document::{Error, Limits, Renderer, Stop, Template, render};
use serde_json::{Value, json};

use crate::contoh;
use crate::naskah::options;

fn limits() -> Limits {
    Limits { cpu_seconds: 20, wall: Duration::from_secs(60), ..Limits::default() }
}

fn renderer(limits: Limits) -> Renderer {
    Renderer::child(PathBuf::from(env!("CARGO_BIN_EXE_dokumen-anak")), &["dokumen-anak"], limits, 2)
}

fn supplied(body: &str) -> Template {
    Template::supplied("uji", format!("#set document(title: [Uji])\n{body}"))
}

async fn stop_of(renderer: &Renderer, body: &str) -> Stop {
    match renderer.render(&supplied(body), &Value::Null, &options()).await {
        Err(Error::Stopped(stop)) => stop,
        other => panic!("{body}: {:?}", other.map(|pdf| pdf.pages)),
    }
}

/// The parent still makes documents, in the same renderer.
async fn assert_fine(renderer: &Renderer) {
    let pdf = renderer.render(&supplied("Baik"), &Value::Null, &options()).await.unwrap();
    assert_eq!(pdf.pages, 1);
}

#[tokio::test]
async fn the_child_makes_the_same_bytes() {
    let naskah = contoh::kode_pemulihan();
    let there = renderer(limits()).naskah(&naskah, &options()).await.unwrap();
    let here = Renderer::in_process(2).naskah(&naskah, &options()).await.unwrap();
    assert!(there == here);
    assert!(there.bytes.starts_with(b"%PDF-1.7"));
}

#[tokio::test]
async fn an_endless_layout_is_stopped_by_its_processor_time() {
    let bounded = Limits { cpu_seconds: 2, ..limits() };
    let renderer = renderer(bounded);
    let start = Instant::now();
    let body = "#for i in range(300000) [#block(width: 100%)[#table(columns: 2, [#i], [a])]]";
    assert_eq!(stop_of(&renderer, body).await, Stop::Time);
    assert!(start.elapsed() < bounded.wall, "by its own limit, not by the wall");
    assert_fine(&renderer).await;
}

#[tokio::test]
async fn a_slow_child_is_stopped_by_the_wall() {
    let impatient = renderer(Limits { wall: Duration::from_millis(1500), ..limits() });
    let start = Instant::now();
    assert_eq!(stop_of(&impatient, "#for i in range(300000) [#block[#i]]").await, Stop::Time);
    assert!(start.elapsed() < limits().wall);
    assert_fine(&renderer(limits())).await;
}

#[tokio::test]
async fn a_memory_hog_is_stopped() {
    let renderer = renderer(Limits { memory: 400 * 1024 * 1024, ..limits() });
    assert_eq!(stop_of(&renderer, "#let a = \"x\" * 1000000000\n#a.len()").await, Stop::Memory);
    assert_eq!(
        stop_of(&renderer, "#let a = (0,) * 1000\n#let b = range(100000).map(i => a + (i,))\n#b.len()").await,
        Stop::Memory
    );
    assert_fine(&renderer).await;
}

#[tokio::test]
async fn a_document_past_the_output_limit_is_refused() {
    let renderer = renderer(Limits { output: 12_000, ..limits() });
    assert_eq!(stop_of(&renderer, "#for i in range(300) [#i #lorem(20)\n\n]").await, Stop::Output);
    assert_fine(&renderer).await;
}

#[tokio::test]
async fn a_request_past_the_input_limit_is_not_sent() {
    let renderer = renderer(Limits { input: 2_000, ..limits() });
    let data = json!("x".repeat(3_000));
    let refused = renderer.render(&supplied("Besar"), &data, &options()).await;
    assert!(matches!(refused, Err(Error::TooLarge { size, limit: 2_000 }) if size > 3_000));
    assert_fine(&renderer).await;
}

#[tokio::test]
async fn the_author_gets_the_same_words_from_the_child() {
    let wrong = supplied("\n#tidak-ada");
    let Err(Error::Template { diagnostics: there, name }) =
        renderer(limits()).render(&wrong, &Value::Null, &options()).await
    else {
        panic!("accepted")
    };
    let Err(Error::Template { diagnostics: here, .. }) = render(&wrong, &Value::Null, &options()) else {
        panic!("accepted")
    };
    assert_eq!((there, name.as_str()), (here, "uji"));
}

#[tokio::test]
async fn a_supplied_template_never_runs_in_this_process() {
    let refused = Renderer::in_process(1).render(&supplied("Apa saja"), &Value::Null, &options()).await;
    assert!(matches!(refused, Err(Error::NeedsChild(name)) if name == "uji"));
}

#[tokio::test]
async fn a_wrong_program_is_an_error_of_ours() {
    let missing = Renderer::child(PathBuf::from("/tidak/ada"), &[], limits(), 1);
    let refused = missing.render(&supplied("x"), &Value::Null, &options()).await;
    assert!(matches!(refused, Err(Error::Child(_))));
    let other = Renderer::child(PathBuf::from("/bin/true"), &[], limits(), 1);
    assert_eq!(stop_of(&other, "x").await, Stop::Crash);
    let endless = Renderer::child(PathBuf::from("/bin/cat"), &["/dev/zero"], Limits { output: 1000, ..limits() }, 1);
    assert_eq!(stop_of(&endless, "x").await, Stop::Output);
}

#[tokio::test]
async fn many_at_once_all_arrive() {
    for renderer in [renderer(limits()), Renderer::in_process(2)] {
        let mut waiting = tokio::task::JoinSet::new();
        for _ in 0..6 {
            let renderer = renderer.clone();
            waiting.spawn(async move { renderer.naskah(&contoh::kode_pemulihan(), &options()).await });
        }
        let made: Vec<_> = waiting.join_all().await.into_iter().map(Result::unwrap).collect();
        assert!(made.iter().all(|pdf| pdf.bytes == made[0].bytes));
    }
}

#[tokio::test]
async fn a_place_is_given_back_when_nobody_waits_any_more() {
    let renderer = Renderer::child(
        PathBuf::from(env!("CARGO_BIN_EXE_dokumen-anak")),
        &[],
        Limits { cpu_seconds: 60, ..limits() },
        1,
    );
    let endless = supplied("#for i in range(300000) [#block[#i]]");
    let given_up =
        tokio::time::timeout(Duration::from_millis(500), renderer.render(&endless, &Value::Null, &options())).await;
    assert!(given_up.is_err());
    assert_fine(&renderer).await;
}
