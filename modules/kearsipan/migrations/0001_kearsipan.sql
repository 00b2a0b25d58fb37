create table klasifikasi_arsip (
    id uuid primary key,
    version bigint not null,
    created timestamptz not null,
    updated timestamptz not null,
    unit uuid,
    owner uuid,
    extra jsonb not null,
    kode text not null,
    uraian text not null,
    retensi_aktif bigint,
    retensi_inaktif bigint,
    nasib_akhir text,
    keamanan text,
    akses text,
    dasar text,
    aktif boolean not null
);
create index klasifikasi_arsip_unit on klasifikasi_arsip (unit, kode, id);
create index klasifikasi_arsip_owner on klasifikasi_arsip (owner, kode, id);
create index klasifikasi_arsip_nasib_akhir on klasifikasi_arsip (nasib_akhir, kode, id);
create index klasifikasi_arsip_aktif on klasifikasi_arsip (aktif, kode, id);
create unique index klasifikasi_arsip_kode on klasifikasi_arsip (kode);
create index klasifikasi_arsip_uraian on klasifikasi_arsip (uraian, id);
create index klasifikasi_arsip_retensi_aktif on klasifikasi_arsip (retensi_aktif, id);
create index klasifikasi_arsip_retensi_inaktif on klasifikasi_arsip (retensi_inaktif, id);

create table lokasi_arsip (
    id uuid primary key,
    version bigint not null,
    created timestamptz not null,
    updated timestamptz not null,
    unit uuid,
    owner uuid,
    extra jsonb not null,
    gedung text not null,
    ruang text,
    rak text,
    baris text,
    boks text,
    keterangan text,
    aktif boolean not null
);
create index lokasi_arsip_unit on lokasi_arsip (unit, gedung, id);
create index lokasi_arsip_owner on lokasi_arsip (owner, gedung, id);
create index lokasi_arsip_aktif on lokasi_arsip (aktif, gedung, id);
create index lokasi_arsip_gedung on lokasi_arsip (gedung, id);
create index lokasi_arsip_ruang on lokasi_arsip (ruang, id);
create index lokasi_arsip_rak on lokasi_arsip (rak, id);
create index lokasi_arsip_baris on lokasi_arsip (baris, id);
create index lokasi_arsip_boks on lokasi_arsip (boks, id);

create table peminjaman_arsip (
    id uuid primary key,
    version bigint not null,
    created timestamptz not null,
    updated timestamptz not null,
    unit uuid,
    owner uuid,
    extra jsonb not null,
    status text not null,
    berkas uuid,
    arsip uuid,
    peminjam text not null,
    keperluan text not null,
    pinjam date not null,
    sampai date not null,
    kembali date
);
create index peminjaman_arsip_unit on peminjaman_arsip (unit, id);
create index peminjaman_arsip_owner on peminjaman_arsip (owner, id);
create index peminjaman_arsip_status on peminjaman_arsip (status, id);
create index peminjaman_arsip_berkas on peminjaman_arsip (berkas, id);
create index peminjaman_arsip_arsip on peminjaman_arsip (arsip, id);
create index peminjaman_arsip_peminjam on peminjaman_arsip (peminjam, id);
create index peminjaman_arsip_keperluan on peminjaman_arsip (keperluan, id);
create index peminjaman_arsip_pinjam on peminjaman_arsip (pinjam, id);
create index peminjaman_arsip_sampai on peminjaman_arsip (sampai, id);

create table berkas_arsip (
    id uuid primary key,
    version bigint not null,
    created timestamptz not null,
    updated timestamptz not null,
    unit uuid not null,
    owner uuid,
    nomor text not null,
    kode text not null,
    tahun bigint not null,
    uraian text not null,
    status text not null,
    dibuka date not null,
    ditutup date,
    retensi_aktif bigint,
    retensi_inaktif bigint,
    nasib_akhir text,
    aktif_sampai date,
    inaktif_sampai date,
    lokasi uuid,
    ditahan boolean not null,
    -- unit/kode/tahun while it is the open file that collects by rule; null otherwise.
    kunci text
);
create unique index berkas_arsip_kunci on berkas_arsip (kunci);
create unique index berkas_arsip_nomor on berkas_arsip (unit, nomor);
create index berkas_arsip_urut on berkas_arsip (dibuka, id);
create index berkas_arsip_unit on berkas_arsip (unit, dibuka, id);
create index berkas_arsip_owner on berkas_arsip (owner, dibuka, id);
create index berkas_arsip_status on berkas_arsip (status, dibuka, id);
create index berkas_arsip_aktif on berkas_arsip (status, aktif_sampai, id);
create index berkas_arsip_inaktif on berkas_arsip (status, inaktif_sampai, id);
create index berkas_arsip_kode on berkas_arsip (kode, unit, tahun);
create index berkas_arsip_lokasi on berkas_arsip (lokasi, id);

create table arsip (
    id uuid primary key,
    version bigint not null,
    created timestamptz not null,
    updated timestamptz not null,
    unit uuid not null,
    owner uuid,
    berkas uuid,
    kode text,
    jenis_subjek text,
    subjek uuid,
    tautan text,
    nomor text,
    judul text not null,
    jenis text not null,
    tanggal date not null,
    keamanan text not null,
    -- Only the people in arsip_pembaca may see it.
    rahasia boolean not null,
    perkembangan text not null,
    media text not null,
    jumlah bigint not null,
    satuan text not null,
    lokasi uuid,
    status text not null,
    sumber text not null,
    terkait jsonb not null
);
create unique index arsip_subjek on arsip (subjek);
create index arsip_urut on arsip (tanggal, id);
create index arsip_unit on arsip (unit, tanggal, id);
create index arsip_owner on arsip (owner, tanggal, id);
create index arsip_berkas on arsip (berkas, tanggal, id);
create index arsip_belum on arsip (status, unit, tanggal, id);
create index arsip_nomor on arsip (nomor, id);
create index arsip_lokasi on arsip (lokasi, id);

-- The files of an item, with what stays when their content has been destroyed.
create table arsip_isi (
    id uuid primary key,
    arsip uuid not null,
    pemilik uuid not null,
    berkas uuid not null,
    nama text not null,
    ukuran bigint not null,
    sha256 text not null,
    dimusnahkan timestamptz
);
create index arsip_isi_arsip on arsip_isi (arsip, id);
create index arsip_isi_berkas on arsip_isi (berkas);

-- Named readers: of secret items the only ones, of others those to whom another unit opened them.
create table arsip_pembaca (
    id uuid primary key,
    arsip uuid not null,
    account uuid not null,
    sebab text not null,
    izin uuid,
    sampai date
);
create index arsip_pembaca_arsip on arsip_pembaca (arsip, account);
create index arsip_pembaca_account on arsip_pembaca (account, arsip);
create index arsip_pembaca_izin on arsip_pembaca (izin);

create table usul_arsip (
    id uuid primary key,
    version bigint not null,
    created timestamptz not null,
    updated timestamptz not null,
    unit uuid not null,
    owner uuid,
    jenis text not null,
    uraian text not null,
    status text not null,
    pejabat text,
    nomor_persetujuan text,
    tanggal_persetujuan date,
    nomor_acara text,
    tanggal_acara date,
    tempat_acara text,
    acara uuid,
    permintaan uuid,
    dilaksanakan date,
    paket uuid,
    alasan text
);
create index usul_arsip_urut on usul_arsip (unit, id);
create index usul_arsip_owner on usul_arsip (owner, id);
create index usul_arsip_status on usul_arsip (status, id);

create table usul_arsip_berkas (
    id uuid primary key,
    version bigint not null,
    created timestamptz not null,
    updated timestamptz not null,
    usul uuid not null,
    berkas uuid not null,
    nilai text,
    catatan text,
    sampai date,
    penilai uuid,
    bukti jsonb
);
create unique index usul_arsip_berkas_satu on usul_arsip_berkas (usul, berkas);
create index usul_arsip_berkas_berkas on usul_arsip_berkas (berkas);

create table penahanan_arsip (
    id uuid primary key,
    version bigint not null,
    created timestamptz not null,
    updated timestamptz not null,
    berkas uuid not null,
    alasan text not null,
    oleh uuid,
    diangkat timestamptz,
    diangkat_oleh uuid,
    alasan_angkat text
);
create index penahanan_arsip_berkas on penahanan_arsip (berkas, id);

create table izin_arsip (
    id uuid primary key,
    version bigint not null,
    created timestamptz not null,
    updated timestamptz not null,
    unit uuid not null,
    owner uuid,
    unit_peminta uuid,
    arsip uuid not null,
    keperluan text not null,
    sampai date not null,
    pembaca jsonb not null,
    status text not null,
    diputus_oleh uuid,
    alasan text
);
create index izin_arsip_unit on izin_arsip (unit, status, id);
create index izin_arsip_owner on izin_arsip (owner, id);
create index izin_arsip_arsip on izin_arsip (arsip, id);

create table tautan_srikandi (
    id uuid primary key,
    version bigint not null,
    created timestamptz not null,
    updated timestamptz not null,
    arsip uuid not null,
    kunci text not null,
    nomor text,
    paket text not null
);
create unique index tautan_srikandi_arsip on tautan_srikandi (arsip);
create unique index tautan_srikandi_kunci on tautan_srikandi (kunci);

-- When each content was last read again and compared with its hash; and how far new files have been taken up.
create table periksa_isi (
    sha256 text primary key,
    ukuran bigint not null,
    diperiksa timestamptz not null,
    hasil text not null
);
create index periksa_isi_urut on periksa_isi (diperiksa, sha256);
create index periksa_isi_hasil on periksa_isi (hasil, sha256);
create table periksa_maju (satu bigint primary key, berkas uuid not null);

create table temuan_isi (
    id uuid primary key,
    version bigint not null,
    created timestamptz not null,
    updated timestamptz not null,
    sha256 text not null,
    hasil text not null,
    pulih timestamptz
);
create index temuan_isi_sha256 on temuan_isi (sha256, id);
create index temuan_isi_terbuka on temuan_isi (pulih, id);
