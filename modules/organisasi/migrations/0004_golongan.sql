alter table pegawai add column golongan text;
create index pegawai_golongan on pegawai (golongan, nama, id);
