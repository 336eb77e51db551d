drop index flashlight.ballistic_entry_ibis;
