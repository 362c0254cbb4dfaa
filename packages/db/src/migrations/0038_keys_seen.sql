-- Whoever looks at the keys of an organization sees whether all keys are being wrapped anew. Times only, no key.
set role syncline_owner;
grant select on coordination.wrapping_rotation to syncline_app;
reset role;
