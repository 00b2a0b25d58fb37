create table permintaan_ttd (
  id uuid primary key, version bigint not null, created timestamptz not null, updated timestamptz not null,
  untuk text not null, untuk_id uuid not null, untuk_href text not null, unit uuid, judul text not null,
  nomor text, nomor_kunci text, dokumen uuid not null, penanda uuid not null, kapasitas text not null,
  panel jsonb, kode text not null, terbuka boolean not null, tenggat date, peminta uuid,
  keadaan text not null, alasan text, lewat text, kelompok uuid, sejak timestamptz, acuan text,
  hasil uuid, hasil_sha256 text, tingkat text, selesai timestamptz, diputus_oleh uuid
);
create unique index permintaan_ttd_kode on permintaan_ttd (kode);
create index permintaan_ttd_nomor on permintaan_ttd (nomor_kunci, id);
create index permintaan_ttd_penanda on permintaan_ttd (penanda, keadaan, id);
create index permintaan_ttd_keadaan on permintaan_ttd (keadaan, sejak);
create index permintaan_ttd_kelompok on permintaan_ttd (kelompok, keadaan, id);
create index permintaan_ttd_hasil on permintaan_ttd (hasil_sha256);
create table ttd_kelompok (
  id uuid primary key, version bigint not null, created timestamptz not null, updated timestamptz not null,
  penanda uuid not null, jumlah bigint not null, pesan text, selesai boolean not null
);
create table ttd_denyut (id uuid primary key, sampai timestamptz not null);
create index ttd_kelompok_penanda on ttd_kelompok (penanda, selesai, id);
create table ttd_pengaturan (
  id uuid primary key, version bigint not null, created timestamptz not null, updated timestamptz not null,
  bsre_alamat text, bsre_versi text not null, bsre_pengguna bytea, bsre_sandi bytea,
  tingkat text not null, tidak_menjawab_sejak timestamptz
);
create table ttd_penanda (
  id uuid primary key, version bigint not null, created timestamptz not null, updated timestamptz not null,
  jenis text not null, nik bytea, segel boolean not null, sandi bytea
);
create table pki_otoritas (
  id uuid primary key, version bigint not null, created timestamptz not null, updated timestamptz not null,
  jenis text not null, subjek text not null, serial text not null, sertifikat bytea not null, kunci bytea, crl bytea,
  mulai timestamptz not null, akhir timestamptz not null, aktif boolean not null
);
create index pki_otoritas_jenis on pki_otoritas (jenis, aktif, id);
create table pki_sertifikat (
  id uuid primary key, version bigint not null, created timestamptz not null, updated timestamptz not null,
  akun uuid not null, subjek text not null, serial text not null unique, penerbit uuid not null references pki_otoritas(id),
  sertifikat bytea not null, kunci bytea not null, mulai timestamptz not null, akhir timestamptz not null,
  dicabut timestamptz, alasan_cabut text, keterangan_cabut text, daftar uuid
);
create index pki_sertifikat_akun on pki_sertifikat (akun, id);
create index pki_sertifikat_dicabut on pki_sertifikat (penerbit, dicabut);
create table ttd_jangkar (
  id uuid primary key, version bigint not null, created timestamptz not null, updated timestamptz not null,
  nama text not null, sertifikat bytea not null, sidik text not null unique, aktif boolean not null
);
create table ttd_peringatan (
  id uuid primary key, sertifikat uuid not null, hari bigint not null, akhir date not null, unique (sertifikat, hari, akhir)
);
create table sertifikat_elektronik (
    id uuid primary key,
    version bigint not null,
    created timestamptz not null,
    updated timestamptz not null,
    unit uuid,
    owner uuid,
    extra jsonb not null,
    subjek text not null,
    jenis text not null,
    penerbit text not null,
    nomor_seri text not null,
    mulai date not null,
    akhir date not null,
    sidik text,
    dipakai_untuk text,
    berkas uuid,
    keadaan text not null,
    catatan text
);
create index sertifikat_elektronik_unit on sertifikat_elektronik (unit, id);
create index sertifikat_elektronik_owner on sertifikat_elektronik (owner, id);
create index sertifikat_elektronik_jenis on sertifikat_elektronik (jenis, id);
create index sertifikat_elektronik_keadaan on sertifikat_elektronik (keadaan, id);
create index sertifikat_elektronik_subjek on sertifikat_elektronik (subjek, id);
create index sertifikat_elektronik_penerbit on sertifikat_elektronik (penerbit, id);
create index sertifikat_elektronik_mulai on sertifikat_elektronik (mulai, id);
create index sertifikat_elektronik_akhir on sertifikat_elektronik (akhir, id);
create unique index sertifikat_elektronik_sidik on sertifikat_elektronik (sidik);
create index sertifikat_elektronik_dipakai_untuk on sertifikat_elektronik (dipakai_untuk, id);
