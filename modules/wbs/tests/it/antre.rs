//! Stretching takes its time and its core, and no more: a flood of codes waits in line, and the rest of the program answers.
use std::time::{Duration, Instant};

use testkit::{Client, Options, on_both_with};

use crate::adegan::{buka, daftar, kirim, lacak, lapor, tentang};

#[test]
fn a_flood_of_codes_waits_in_line_and_does_not_starve_the_rest() {
    // A cost that is felt, and room for eight in line.
    let profile = format!(
        "{}[wbs]\nargon_kib = 16384\nargon_putaran = 8\nargon_antre = 8\nargon_serentak = 1\n",
        testkit::profile()
    );
    let modules: &[&kernel::Module] = &[&register::MODULE, &wbs::MODULE];
    on_both_with(modules, Options { profile, ..Options::default() }, async |site| {
        let saluran = buka(site).await;
        let tamu = site.visitor();
        let kode = lapor(&tamu, &tentang("Satu", "Ceritanya cukup panjang."), &[]).await;
        let start = Instant::now();
        lacak(&tamu, &kode).await.ok();
        let one = start.elapsed();

        let form = tamu.get("/wbs/lacak").await.ok();
        let crowd: Vec<Client> = (0..40).map(|_| site.visitor()).collect();
        let flood = async {
            let mut waiting = vec![];
            for each in &crowd {
                waiting.push(kirim(each, &form, "/wbs/lacak", &[("kode", "1234 5678 9012 3456 7890")], &[]));
            }
            let mut answers = vec![];
            // All at once.
            let mut waiting: Vec<_> = waiting.into_iter().map(Box::pin).collect();
            while !waiting.is_empty() {
                let (done, rest) = first(waiting).await;
                answers.push(done);
                waiting = rest;
            }
            answers
        };
        let others = async {
            tokio::time::sleep(Duration::from_millis(20)).await;
            let mut slowest = Duration::ZERO;
            for _ in 0..10 {
                for page in ["/wbs", "/masuk", "/"] {
                    let start = Instant::now();
                    tamu.get(page).await.ok();
                    slowest = slowest.max(start.elapsed());
                }
            }
            // A handler is not kept out: at most one of the crowd goes before.
            let start = Instant::now();
            saluran.indah.post("/kunci-wbs/buka", &[("sandi", crate::adegan::FRASA)]).await.redirects();
            assert_eq!(daftar(&saluran.indah).await.len(), 1);
            (slowest, start.elapsed())
        };
        let (answers, (slowest, handler)) = tokio::join!(flood, others);
        let busy = answers.iter().filter(|answer| answer.status == 429).count();
        let wrong = answers.iter().filter(|answer| answer.status == 422).count();
        assert_eq!(busy + wrong, 40);
        assert!(busy >= 20 && wrong >= 8, "{busy} were sent away, {wrong} were told");
        let page = answers.into_iter().find(|answer| answer.status == 429).unwrap();
        assert_eq!(page.header("set-cookie"), "");
        assert_eq!(page.bytes.len() % (16 * 1024), 0);
        page.has_text("Saluran sedang ramai").has_text("Kode Anda tetap berlaku");
        assert!(slowest < Duration::from_secs(5), "another page took {slowest:?}, one code {one:?}");
        assert!(handler < one * 6 + Duration::from_secs(3), "a handler waited {handler:?}, one code {one:?}");
        // Afterwards it is quiet again.
        lacak(&tamu, &kode).await.ok();
    });
}

/// The first of these that is done, and the others.
async fn first<F: Future + Unpin>(mut all: Vec<F>) -> (F::Output, Vec<F>) {
    let (place, done) = std::future::poll_fn(|context| {
        for (place, each) in all.iter_mut().enumerate() {
            if let std::task::Poll::Ready(done) = std::pin::Pin::new(each).poll(context) {
                return std::task::Poll::Ready((place, done));
            }
        }
        std::task::Poll::Pending
    })
    .await;
    drop(all.swap_remove(place));
    (done, all)
}

#[test]
fn a_pass_takes_time_that_can_be_measured() {
    let small = wbs::sandi::ukur(1024).unwrap();
    let large = wbs::sandi::ukur(64 * 1024).unwrap();
    assert!(large > small, "{small:?} {large:?}");
}
