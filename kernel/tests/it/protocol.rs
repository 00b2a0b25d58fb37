//! Routes of a protocol tell every error in its own shape: those of handlers, of limits and of the guard.
use http::{HeaderValue, Method, StatusCode, header};
use kernel::auth::Access;
use kernel::{Ctx, Error, Module, Perm, Response, Result, Routes};
use testkit::{Site, on_both};

static MODULE: Module = Module { name: "protokol", title: "Protokol", routes, ..Module::EMPTY };

fn routes() -> Routes {
    let open = Access::Public("uji");
    Routes::new()
        .get("/protokol/galat", open, async |ctx: Ctx| -> Result<Response> {
            Err(match ctx.query("apa") {
                "tiada" => Error::NotFound,
                "banyak" => Error::TooMany(7),
                "tolak" => Error::refused("tidak"),
                _ => Error::internal("rusak"),
            })
        })
        .get("/protokol/hak", Access::Can(Perm("protokol.hak")), async |_: Ctx| Err(Error::NotFound))
        .raw("/protokol/kirim", "uji", 8, async |ctx: Ctx| {
            let body = ctx.form().raw().to_vec();
            Ok(Response::new(body.into()))
        })
        .errors(told)
        .merge(Routes::new().get("/protokol/halaman", open, async |_: Ctx| Err(Error::NotFound)))
}

fn told(_: &Ctx, error: &Error, reference: Option<&str>) -> Response {
    let text = format!("{} {}", error.status().as_u16(), if reference.is_some() { "rujukan" } else { "-" });
    let mut response = Response::new(text.into());
    *response.status_mut() = error.status();
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("text/x-protokol"));
    response
}

#[test]
fn errors_speak_the_protocol_of_their_routes() {
    on_both(&[&MODULE], async |site: &mut Site| {
        site.expected_faults = 1;
        let visitor = site.visitor();
        for (path, status, text) in [
            ("/protokol/galat?apa=tiada", 404, "404 -"),
            ("/protokol/galat?apa=banyak", 429, "429 -"),
            ("/protokol/galat?apa=tolak", 409, "409 -"),
            ("/protokol/galat?apa=%00", 400, "400 -"),
            ("/protokol/galat", 500, "500 rujukan"),
            // No page to sign in on: whoever asks is a program.
            ("/protokol/hak", 401, "401 -"),
        ] {
            let answer = visitor.get(path).await.is(status);
            assert_eq!((answer.header("content-type"), answer.text().as_str()), ("text/x-protokol", text), "{path}");
        }
        assert_eq!(visitor.get("/protokol/galat?apa=banyak").await.header("retry-after"), "7");
        let sent = visitor.send(Method::POST, "/protokol/kirim", &[], b"delapan!".to_vec()).await;
        assert_eq!((sent.status, sent.text().as_str()), (StatusCode::OK, "delapan!"));
        let large = visitor.send(Method::POST, "/protokol/kirim", &[], b"sembilan!".to_vec()).await.is(413);
        assert_eq!(large.text(), "413 -");
        // Routes beside them tell theirs as pages.
        assert!(visitor.get("/protokol/halaman").await.is(404).header("content-type").starts_with("text/html"));
    });
}
