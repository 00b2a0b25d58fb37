create table kewajiban_pelaksanaan (
  id uuid primary key, version bigint not null, created timestamptz not null, updated timestamptz not null,
  kunci text not null unique, kewajiban text not null, penanggung text not null, unit uuid, masa text not null,
  mulai date not null, akhir date not null, jatuh date not null,
  keadaan text not null, tanggal_bukti date, alasan text,
  diajukan_oleh uuid, diajukan_pada timestamptz, diputus_oleh uuid, diputus_pada timestamptz
);
create index kewajiban_pelaksanaan_unit on kewajiban_pelaksanaan (unit, jatuh, id);
create index kewajiban_pelaksanaan_keadaan on kewajiban_pelaksanaan (keadaan, jatuh, id);
create index kewajiban_pelaksanaan_jatuh on kewajiban_pelaksanaan (jatuh, id);
create index kewajiban_pelaksanaan_kewajiban on kewajiban_pelaksanaan (kewajiban, penanggung, jatuh);
create table kewajiban_bukti (
  id uuid primary key, version bigint not null, created timestamptz not null, updated timestamptz not null,
  pelaksanaan uuid not null references kewajiban_pelaksanaan(id), jenis text not null, judul text not null,
  tanggal date not null, catatan text not null, berkas uuid, alamat text, rekaman_jenis text, rekaman uuid,
  oleh uuid, dicabut boolean not null
);
create index kewajiban_bukti_pelaksanaan on kewajiban_bukti (pelaksanaan, id);
create table kewajiban_kejadian (
  id uuid primary key, version bigint not null, created timestamptz not null, updated timestamptz not null,
  kode text not null, tanggal date not null, uraian text not null, unit uuid, oleh uuid, batal boolean not null, alasan_batal text
);
create index kewajiban_kejadian_tanggal on kewajiban_kejadian (tanggal, id);
create table kewajiban_pengaturan (
  id uuid primary key, version bigint not null, created timestamptz not null, updated timestamptz not null,
  mulai_hitung date not null, rpjmd date, rencana_induk date, arsitektur date, peta_rencana date,
  hari_mendekati bigint, pengingat jsonb, koordinator_hari bigint, puncak_hari bigint
);
create table kewajiban_penyesuaian (
  id uuid primary key, version bigint not null, created timestamptz not null, updated timestamptz not null,
  kode text not null unique, aktif boolean not null, alasan text not null, jadwal jsonb, pengingat jsonb
);
create table kewajiban_langkah (
  id uuid primary key, pelaksanaan uuid not null references kewajiban_pelaksanaan(id), tingkat text not null,
  jatuh date not null, pada date not null, penerima bigint not null, unique (pelaksanaan, tingkat, jatuh)
);
