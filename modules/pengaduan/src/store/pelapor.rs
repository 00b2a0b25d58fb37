//! Who reports: sealed with a key of the installation, and marked so that account holders find their own.
use kernel::db::Tx;
use kernel::{App, Result, args};
use uuid::Uuid;

use crate::model::Pelapor;

const SEGEL: &str = "pengaduan pelapor";
const AKUN: &str = "pengaduan akun";

/// What goes into the row.
pub fn segel(app: &App, pelapor: &Pelapor) -> Result<Option<Vec<u8>>> {
    if pelapor.kosong() { Ok(None) } else { Ok(Some(app.keys.seal(SEGEL, &serde_json::to_vec(pelapor)?)?)) }
}

/// What an account's complaints are found by, without naming the account.
pub fn tanda_akun(app: &App, akun: Uuid) -> Result<String> {
    Ok(kernel::keys::hex(&app.keys.mac(AKUN, akun.as_bytes())?))
}

/// Opens who reports. For the program itself (telling the reporter), and for pages that may show it.
pub async fn buka(app: &App, tx: Option<&mut Tx>, id: Uuid) -> Result<Pelapor> {
    let text = "select pelapor from pengaduan where id = $1";
    let row = match tx {
        Some(tx) => tx.one(text, args![id]).await?,
        None => app.db.one(text, args![id]).await?,
    };
    match row.get::<Option<Vec<u8>>>("pelapor")? {
        Some(tertutup) => Ok(serde_json::from_slice(&app.keys.unseal(SEGEL, &tertutup)?)?),
        None => Ok(Pelapor::default()),
    }
}
