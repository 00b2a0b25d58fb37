//! Listening, with or without TLS, until the program is told to stop.
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::ConnectInfo;
use axum::extract::connect_info::Connected;
use axum::serve::{IncomingStream, Listener};
use kernel::App;
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::server::TlsStream;

/// Starts what runs beside the web: the queue and the log.
pub fn background(app: &App) {
    tokio::spawn(kernel::job::work(app.clone()));
    tokio::spawn(kernel::audit::log::run(app.clone()));
}

/// Ends when the program is told to stop (Ctrl-C, SIGTERM).
pub async fn stop_signal() {
    use tokio::signal::unix::{SignalKind, signal};
    let terminate = async {
        match signal(SignalKind::terminate()) {
            Ok(mut stream) => {
                stream.recv().await;
            }
            Err(_) => std::future::pending().await,
        }
    };
    tokio::select! {
        _ = tokio::signal::ctrl_c() => {}
        () = terminate => {}
    }
}

/// Serves until told to stop; requests under way are finished first.
pub async fn serve(app: App) -> anyhow::Result<()> {
    let router = kernel::web::router(&app).map_err(crate::command::plain)?;
    let listener = TcpListener::bind(&app.config.listen)
        .await
        .map_err(|cause| anyhow::anyhow!("Alamat {} tidak dapat dipakai: {cause}", app.config.listen))?;
    let address = listener.local_addr()?;
    tracing::info!(%address, regency = app.profile.key, "Pendopo listens");
    match &app.config.tls {
        None => {
            let service = router.into_make_service_with_connect_info::<SocketAddr>();
            axum::serve(listener, service).with_graceful_shutdown(stop_signal()).await?;
        }
        Some(tls) => {
            let acceptor = acceptor(tls)?;
            let service =
                router.layer(axum::middleware::map_request(known_peer)).into_make_service_with_connect_info::<Peer>();
            axum::serve(Tls::start(listener, acceptor)?, service).with_graceful_shutdown(stop_signal()).await?;
        }
    }
    Ok(())
}

fn acceptor(tls: &kernel::config::Tls) -> anyhow::Result<TlsAcceptor> {
    use rustls::pki_types::pem::PemObject as _;
    use rustls::pki_types::{CertificateDer, PrivateKeyDer};
    let chain = CertificateDer::pem_file_iter(&tls.certificate)
        .and_then(Iterator::collect::<Result<Vec<_>, _>>)
        .map_err(|cause| anyhow::anyhow!("Sertifikat {}: {cause}", tls.certificate.display()))?;
    let key = PrivateKeyDer::from_pem_file(&tls.key)
        .map_err(|cause| anyhow::anyhow!("Kunci {}: {cause}", tls.key.display()))?;
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let mut config = rustls::ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()?
        .with_no_client_auth()
        .with_single_cert(chain, key)?;
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok(TlsAcceptor::from(Arc::new(config)))
}

/// Accepts TLS connections. Handshakes run beside each other, so that a client that connects and says nothing holds up
/// nobody; one that fails is somebody else's trouble.
struct Tls {
    ready: tokio::sync::mpsc::Receiver<(TlsStream<TcpStream>, SocketAddr)>,
    address: SocketAddr,
}

impl Tls {
    fn start(mut listener: TcpListener, acceptor: TlsAcceptor) -> std::io::Result<Tls> {
        let address = listener.local_addr()?;
        let (sender, ready) = tokio::sync::mpsc::channel(64);
        tokio::spawn(async move {
            while !sender.is_closed() {
                let (stream, address) = Listener::accept(&mut listener).await;
                let (acceptor, sender) = (acceptor.clone(), sender.clone());
                tokio::spawn(async move {
                    if let Ok(Ok(stream)) = tokio::time::timeout(Duration::from_secs(10), acceptor.accept(stream)).await
                    {
                        let _ = sender.send((stream, address)).await;
                    }
                });
            }
        });
        Ok(Tls { ready, address })
    }
}

/// The kernel looks for the address of a plain connection.
async fn known_peer(mut request: axum::extract::Request) -> axum::extract::Request {
    if let Some(ConnectInfo(Peer(address))) = request.extensions().get::<ConnectInfo<Peer>>().copied() {
        request.extensions_mut().insert(ConnectInfo(address));
    }
    request
}

impl Listener for Tls {
    type Io = TlsStream<TcpStream>;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Self::Io, Self::Addr) {
        match self.ready.recv().await {
            Some(connection) => connection,
            None => std::future::pending().await,
        }
    }

    fn local_addr(&self) -> std::io::Result<Self::Addr> {
        Ok(self.address)
    }
}

/// The address behind a TLS connection.
#[derive(Clone, Copy)]
struct Peer(SocketAddr);

impl Connected<IncomingStream<'_, Tls>> for Peer {
    fn connect_info(stream: IncomingStream<'_, Tls>) -> Self {
        Peer(*stream.remote_addr())
    }
}
