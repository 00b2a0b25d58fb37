create table evaluasi_periode (
  id uuid primary key, version bigint not null, created timestamptz not null, updated timestamptz not null,
  unit uuid, owner uuid, tahun bigint not null, nama text not null, instrumen text not null, jalur text not null, basis text not null,
  keadaan text not null, tanggal_penilaian date not null, tenggat_isi date, tenggat_validasi date, tenggat_eksternal date,
  sasaran bigint, disetujui boolean not null, nomor_acara text not null, tempat_acara text not null, dasar_acara text not null,
  kekuatan text not null, kelemahan text not null, berkas_acara uuid, sidik text, dibekukan timestamptz
);
create unique index evaluasi_periode_nama on evaluasi_periode (tahun, nama);
create table evaluasi_tim (
  id uuid primary key, version bigint not null, created timestamptz not null, updated timestamptz not null,
  periode uuid not null references evaluasi_periode(id), account uuid not null references account(id), peran text not null,
  jabatan text not null, nip text not null
);
create unique index evaluasi_tim_satu on evaluasi_tim (periode, account, peran);
create index evaluasi_tim_account on evaluasi_tim (account, periode);
create table evaluasi_jawaban (
  id uuid primary key, version bigint not null, created timestamptz not null, updated timestamptz not null,
  periode uuid not null references evaluasi_periode(id), urutan bigint not null, indikator text not null,
  responden uuid references account(id), nilai bigint, penjelasan text not null, tingkat jsonb not null, keadaan text not null,
  catatan_validasi text not null, nilai_eksternal bigint, alasan_eksternal text not null
);
create unique index evaluasi_jawaban_satu on evaluasi_jawaban (periode, indikator);
create index evaluasi_jawaban_responden on evaluasi_jawaban (responden, periode);
create table evaluasi_bukti (
  id uuid primary key, version bigint not null, created timestamptz not null, updated timestamptz not null,
  owner uuid, periode uuid not null references evaluasi_periode(id), jawaban uuid not null references evaluasi_jawaban(id),
  tingkat bigint, jenis text not null, judul text not null, alamat text not null, berkas uuid, tanggal date, reviu boolean not null
);
create index evaluasi_bukti_jawaban on evaluasi_bukti (jawaban, id);
create index evaluasi_bukti_periode on evaluasi_bukti (periode, id);
create table evaluasi_catatan (
  id uuid primary key, version bigint not null, created timestamptz not null, updated timestamptz not null,
  owner uuid, periode uuid not null references evaluasi_periode(id), jawaban uuid not null references evaluasi_jawaban(id),
  isi text not null
);
create index evaluasi_catatan_jawaban on evaluasi_catatan (jawaban, id);
create table evaluasi_langkah (
  id uuid primary key, version bigint not null, created timestamptz not null, updated timestamptz not null,
  owner uuid, periode uuid not null references evaluasi_periode(id), tindakan text not null, dari text not null, ke text not null,
  alasan text not null
);
create index evaluasi_langkah_periode on evaluasi_langkah (periode, id);
create table evaluasi_rekomendasi (
  id uuid primary key, version bigint not null, created timestamptz not null, updated timestamptz not null,
  owner uuid, periode uuid not null references evaluasi_periode(id), indikator text, isi text not null
);
create index evaluasi_rekomendasi_periode on evaluasi_rekomendasi (periode, id);
create table evaluasi_tindak_lanjut (
  id uuid primary key, version bigint not null, created timestamptz not null, updated timestamptz not null,
  owner uuid, periode uuid not null references evaluasi_periode(id), rekomendasi uuid not null references evaluasi_rekomendasi(id),
  keadaan text not null, uraian text not null, tenggat date
);
create index evaluasi_tindak_lanjut_rekomendasi on evaluasi_tindak_lanjut (rekomendasi, id);
create index evaluasi_tindak_lanjut_periode on evaluasi_tindak_lanjut (periode, id);
