-- the day of the word on consent, apart from that of the other facts: a later list that says nothing of it makes it no younger
alter table customer_facts add column if not exists consent_at timestamptz;
update customer_facts set consent_at = told_at where marketing_consent is not null;
