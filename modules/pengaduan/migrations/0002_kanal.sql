-- Keys of applications that send requests by Open311. Of a key only its hash is kept.
create table open311_kunci (
  id uuid primary key, version bigint not null, created timestamptz not null, updated timestamptz not null,
  nama text not null, kontak text not null, hash bytea not null unique, per_menit bigint not null, dicabut timestamptz
);
-- When each was used last, to the hour; nobody's record.
create table open311_pakai (kunci uuid primary key references open311_kunci(id), pada timestamptz not null);
-- Requests that came by Open311, each with the hash of its token.
create table open311_kiriman (
  id uuid primary key, kunci uuid not null references open311_kunci(id),
  pengaduan uuid not null unique references pengaduan(id), token bytea not null unique, pada timestamptz not null
);
-- What the regency says of its service; one row.
create table open311_setelan (
  id uuid primary key, version bigint not null, created timestamptz not null, updated timestamptz not null,
  kontak text not null, cara_kunci text not null, rilis_dahulu boolean not null
);
-- Released requests in the order of coming, narrowed to a service or to open ones.
create index pengaduan_open311_kategori on pengaduan (kategori, diterima, id) where terbit;
create index pengaduan_open311_aktif on pengaduan (aktif, diterima, id) where terbit;
-- Gateways of SMS and messaging services. Secrets lie sealed.
create table kanal_gerbang (
  id uuid primary key, version bigint not null, created timestamptz not null, updated timestamptz not null,
  nama text not null unique, judul text not null, kanal text not null, cara text not null, kepala text not null, rahasia bytea not null,
  jalur_id text not null, jalur_dari text not null, jalur_teks text not null,
  kirim_alamat text not null, kirim_formulir boolean not null, kirim_bentuk text not null, kirim_kunci bytea, aktif boolean not null
);
-- Mailboxes. Passwords lie sealed.
create table kanal_kotak (
  id uuid primary key, version bigint not null, created timestamptz not null, updated timestamptz not null,
  nama text not null, alamat text not null, pengguna text not null, sandi bytea not null, folder text not null, ca text not null,
  aktif boolean not null
);
-- How far each was read, and how it went; nobody's record.
create table kanal_kotak_kursor (
  kotak uuid primary key references kanal_kotak(id), uidvalidity bigint not null, uid bigint not null, pada timestamptz, galat text
);
-- Messages that were taken from gateways and mailboxes, each once. Senders lie sealed; `tanda` finds them again.
create table kanal_pesan (
  id uuid primary key, sumber uuid not null, kunci text not null, pengaduan uuid not null references pengaduan(id),
  tanda text not null, alamat bytea not null, pada timestamptz not null
);
create unique index kanal_pesan_kunci on kanal_pesan (sumber, kunci);
create index kanal_pesan_tanda on kanal_pesan (sumber, tanda, id);
create index kanal_pesan_pengaduan on kanal_pesan (pengaduan, id);
-- Replies on their way to gateways; nobody's record. Receiver and text lie sealed, and go once they are delivered.
create table kanal_keluar (
  id uuid primary key, gerbang uuid not null references kanal_gerbang(id), pengaduan uuid not null references pengaduan(id),
  kunci text not null, tujuan bytea, isi bytea, keadaan text not null, percobaan bigint not null, galat text,
  dibuat timestamptz not null, selesai timestamptz
);
create unique index kanal_keluar_kunci on kanal_keluar (gerbang, kunci);
create index kanal_keluar_keadaan on kanal_keluar (gerbang, keadaan, id);
-- Exchange with SP4N-LAPOR!: where the adapter is. The key lies sealed. What follows is nobody's record.
create table lapor_setelan (
  id uuid primary key, version bigint not null, created timestamptz not null, updated timestamptz not null,
  alamat text not null, kunci bytea, kirim boolean not null, ambil boolean not null
);
create table lapor_kursor (
  id bigint primary key, pindai timestamptz, lanjut text not null, pada timestamptz, galat text, banding timestamptz
);
create table lapor_kiriman (
  pengaduan uuid primary key references pengaduan(id), nomor text not null, dari_sana boolean not null, versi bigint not null,
  keadaan text not null, percobaan bigint not null, galat text, dikirim timestamptz
);
create index lapor_kiriman_keadaan on lapor_kiriman (keadaan, percobaan, pengaduan);
create table lapor_selisih (
  nomor text not null, dari_sana boolean not null, macam text not null, pengaduan uuid, kita text not null, sana text not null,
  primary key (nomor, dari_sana)
);
