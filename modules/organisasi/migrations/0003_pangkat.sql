alter table pegawai add column pangkat text;
