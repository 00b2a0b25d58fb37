//! Pages for everybody: receipts, limits and the challenge, by a module of one form.
use kernel::receipt::{self, Receipt};
use kernel::web::abuse::{ANSWER_FIELD, CHALLENGE_FIELD, Limit};
use kernel::{Access, Ctx, Error, Module, Response, Result, Routes};
use maud::html;
use testkit::on_both;
use time::Duration;
use uuid::Uuid;

const CASE: Uuid = Uuid::from_u128(7);
const NUMBER: &str = "UJI-0000-0001";
const WORD: &str = "bakuti-remosa";
const LIMIT: Limit = Limit { name: "uji.kirim", burst: 4, every: Duration::minutes(1) };

static MODULE: Module = Module { name: "uji_resi", title: "Uji resi", routes, ..Module::EMPTY };

fn routes() -> Routes {
    let open = Access::Public("untuk uji");
    Routes::new()
        .get("/uji/kirim", open, form)
        .post("/uji/kirim", open, send)
        .post("/uji/buka", open, unlock)
        .get("/uji/isi", open, content)
}

async fn form(ctx: Ctx) -> Result<Response> {
    let (token, challenge) = (ctx.csrf()?, ctx.challenge()?);
    ctx.page("Kirim", html! { h1 { "Kirim" } (kernel::page::hidden("_csrf", &token)) (challenge) })
}

async fn send(ctx: Ctx) -> Result<Response> {
    ctx.limited(&LIMIT)?;
    match ctx.challenge_met() {
        Ok(()) => ctx.redirect_holding("/uji/isi", "Terkirim", "uji", CASE),
        Err(fault) => {
            let challenge = ctx.challenge()?;
            ctx.page_with(http::StatusCode::UNPROCESSABLE_ENTITY, "Kirim", html! { h1 { (fault.message) } (challenge) })
        }
    }
}

async fn unlock(ctx: Ctx) -> Result<Response> {
    let stored = (receipt::normal(ctx.form().get("nomor")) == NUMBER).then(|| receipt::mark(&ctx.app, NUMBER, WORD));
    let stored = stored.transpose()?;
    if receipt::unlock(&ctx, ctx.form().get("nomor"), ctx.form().get("kata"), stored.as_deref()).await? {
        return ctx.redirect_holding("/uji/isi", "", "uji", CASE);
    }
    Err(Error::refused("Nomor atau kata tidak cocok"))
}

async fn content(ctx: Ctx) -> Result<Response> {
    if ctx.holds("uji", CASE) { ctx.page("Isi", html! { h1 { "Isi rahasia" } }) } else { Err(Error::NotFound) }
}

#[test]
fn number_and_word_open_a_record_for_a_while() {
    on_both(&[&MODULE], async |site| {
        let visitor = site.visitor();
        visitor.get("/uji/kirim").await.ok();
        visitor.get("/uji/isi").await.is(404);
        let wrong = [(NUMBER, "bakuti-remose"), ("UJI-0000-0002", WORD), ("", ""), (NUMBER, "")];
        let mut told = Vec::new();
        for (number, word) in wrong {
            let answer = visitor.post("/uji/buka", &[("nomor", number), ("kata", word)]).await.is(409);
            told.push(answer.text());
        }
        assert!(told.windows(2).all(|pair| pair[0] == pair[1]), "a wrong number and a wrong word read the same");
        visitor.post("/uji/buka", &[("nomor", "uji 0000 oooi"), ("kata", "Bakuti Remosa")]).await.redirects();
        visitor.get("/uji/isi").await.ok().has_text("Isi rahasia");
        site.visitor().get("/uji/isi").await.is(404);
        // What the browser holds is signed.
        let forged = site.visitor();
        let cookie = visitor.cookie("pendopo_resi").unwrap();
        forged.set_cookie("pendopo_resi", &cookie.replacen("uji", "lain", 1));
        forged.get("/uji/isi").await.is(404);
        forged.set_cookie("pendopo_resi", &cookie);
        forged.get("/uji/isi").await.ok();
        site.app.clock.advance(Duration::minutes(121));
        visitor.get("/uji/isi").await.is(404);
    });
}

#[test]
fn guessing_words_is_slowed_down_for_the_number_and_the_network() {
    on_both(&[&MODULE], async |site| {
        let visitor = site.visitor();
        visitor.get("/uji/kirim").await.ok();
        let guess = async |number: &str| visitor.post("/uji/buka", &[("nomor", number), ("kata", "salah")]).await;
        for _ in 0..6 {
            guess(NUMBER).await.is(409);
        }
        guess(NUMBER).await.is(429);
        // The right word must wait as well, or it would tell.
        visitor.post("/uji/buka", &[("nomor", NUMBER), ("kata", WORD)]).await.is(429);
        guess("UJI-0000-0009").await.is(409);
        let other = site.visitor();
        other.comes_from("192.0.2.9".parse().unwrap());
        other.get("/uji/kirim").await.ok();
        other.post("/uji/buka", &[("nomor", NUMBER), ("kata", WORD)]).await.redirects();
        site.app.clock.advance(Duration::minutes(16));
        visitor.post("/uji/buka", &[("nomor", NUMBER), ("kata", WORD)]).await.redirects();
    });
}

#[test]
fn a_form_of_visitors_needs_its_challenge_answered() {
    on_both(&[&MODULE], async |site| {
        let visitor = site.visitor();
        let page = visitor.get("/uji/kirim").await.ok();
        let numbers = ["satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan"];
        let question = page.all("label").join(" ");
        let sum: usize = question
            .split(|c: char| !c.is_alphabetic())
            .filter_map(|word| numbers.iter().position(|each| *each == word))
            .map(|place| place + 1)
            .sum();
        let challenge = page.attribute("input[name=_tantangan]", "value").unwrap();
        let answered = |challenge: &str, answer: &str| {
            vec![(CHALLENGE_FIELD, challenge.to_owned()), (ANSWER_FIELD, answer.to_owned())]
        };
        let post = async |fields: Vec<(&str, String)>| {
            let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
            visitor.post("/uji/kirim", &fields).await
        };
        post(answered(&challenge, &(sum + 1).to_string())).await.is(422).has_text("Jawab pertanyaan");
        post(answered("1.00.00", &sum.to_string())).await.is(422);
        let sum = sum.to_string();
        post(answered(&challenge, &sum)).await.redirects();
        visitor.get("/uji/isi").await.ok();
        site.app.clock.advance(Duration::hours(7));
        post(answered(&challenge, &sum)).await.is(422);
    });
}

#[test]
fn a_network_sends_only_so_much() {
    on_both(&[&MODULE], async |site| {
        let visitor = site.visitor();
        visitor.get("/uji/kirim").await.ok();
        for _ in 0..4 {
            visitor.post("/uji/kirim", &[]).await.redirects();
        }
        let refused = visitor.post("/uji/kirim", &[]).await.is(429);
        assert_eq!(refused.header("retry-after"), "61");
        let other = site.visitor();
        other.comes_from("2001:db8::7".parse().unwrap());
        other.get("/uji/kirim").await.ok();
        other.post("/uji/kirim", &[]).await.redirects();
        // Who has signed in is known, and answers no question.
        let sari = site.person("sari", &[]).await;
        sari.comes_from("192.0.2.44".parse().unwrap());
        sari.post("/uji/kirim", &[]).await.redirects();
        site.app.clock.advance(Duration::minutes(1));
        visitor.post("/uji/kirim", &[]).await.redirects();
    });
}

#[test]
fn receipts_differ() {
    on_both(&[&MODULE], async |site| {
        let all: Vec<Receipt> = (0..200).map(|_| Receipt::new(&site.app, "UJI").unwrap()).collect();
        for each in &all {
            assert_eq!(receipt::normal(&each.number), each.number);
            assert_eq!(each.secret.len(), 13);
            assert!(!format!("{each:?}").contains(&each.secret));
        }
        let numbers: std::collections::BTreeSet<&str> = all.iter().map(|each| each.number.as_str()).collect();
        let words: std::collections::BTreeSet<&str> = all.iter().map(|each| each.secret.as_str()).collect();
        assert_eq!((numbers.len(), words.len()), (200, 200));
    });
}
