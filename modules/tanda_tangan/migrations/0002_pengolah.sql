-- The person in charge of the record, named to the signer when the program itself asks.
alter table permintaan_ttd add column pengolah uuid;
