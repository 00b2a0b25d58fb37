alter table ttd_penanda add column aktif_sampai timestamptz;
alter table ttd_penanda add column sertifikat bytea;
alter table ttd_pengaturan add column masa_akar bigint;
alter table ttd_pengaturan add column masa_penerbit bigint;
alter table ttd_pengaturan add column masa_sertifikat bigint;
alter table ttd_pengaturan add column masa_daftar bigint;
alter table permintaan_ttd add column pemohon uuid;
