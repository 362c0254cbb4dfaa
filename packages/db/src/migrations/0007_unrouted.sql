-- Webhooks without a verdict, for the sweep: there are few, and they are young.
create index delivery_open_idx on read.delivery (received_at) where status = 'received';
