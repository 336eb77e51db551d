-- Where somebody wrote words that name several calibres ("38", "9 mm"), they stand beside the likeliest: nothing is left out of a search by them.
alter table flashlight.exhibit add column calibre_written text;
