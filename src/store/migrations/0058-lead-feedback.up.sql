-- What becomes of a lead is told to whoever received or gave it, and a delivery that was a slip can be taken back (docs/adr/0050).

-- Of the lead after the step by which it was received; null where none was taken.
alter table flashlight.lead_recipient add column revision integer;
alter table flashlight.lead_recipient add column taken_back_at timestamptz;
alter table flashlight.lead_recipient add column taken_back_by text;
alter table flashlight.lead_recipient add constraint lead_recipient_taken_back check ((taken_back_at is null) = (taken_back_by is null));

-- Of what a person did: who, what came of the lead, and what they wrote.
alter table flashlight.lead_notice add column told_by text;
alter table flashlight.lead_notice add column outcome text;
alter table flashlight.lead_notice add column words text;
