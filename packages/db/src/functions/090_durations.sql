-- Durations are counted in buckets that grow by a tenth: a percentile told from them is within 5 % of the exact one, and
-- counts of any two times add up. The bounds, in milliseconds, are a list and no logarithm, so that no rounding of a
-- processor's decides where a value falls. They reach to five minutes; no try lasts longer.
create or replace function read.duration_bounds() returns int[]
language sql immutable parallel safe as $$
  select array[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 14, 16, 18, 20, 23, 26, 29, 33, 37, 41, 46, 51, 57, 64, 71, 79, 88, 98,
    109, 121, 134, 149, 165, 183, 203, 225, 249, 276, 306, 339, 375, 415, 459, 508, 562, 622, 688, 761, 842, 931, 1030,
    1139, 1259, 1392, 1539, 1702, 1882, 2081, 2301, 2544, 2812, 3109, 3437, 3799, 4199, 4642, 5131, 5672, 6270, 6931,
    7661, 8468, 9360, 10346, 11436, 12640, 13971, 15442, 17068, 18865, 20851, 23046, 25472, 28154, 31118, 34394, 38015,
    42017, 46440, 51329, 56733, 62705, 69306, 76602, 84666, 93579, 103430, 114318, 126352, 139653, 154354, 170602,
    188561, 208410, 230348, 254596, 281396, 311017]
$$;
alter function read.duration_bounds() owner to syncline_owner;

create or replace function read.duration_bucket(duration_ms int) returns int
language sql immutable parallel safe as $$
  select width_bucket(duration_ms, read.duration_bounds())
$$;
alter function read.duration_bucket(int) owner to syncline_owner;

-- The value that stands for a bucket: as far, in parts of each, from its smallest as from its largest.
create or replace function read.bucket_duration(bucket int) returns float8
language sql immutable parallel safe as $$
  select case when bucket = 0 then 0 when bucket = cardinality(bounds) then bounds[bucket]
    else 2.0 * bounds[bucket] * (bounds[bucket + 1] - 1) / (bounds[bucket] + bounds[bucket + 1] - 1) end::float8
  from read.duration_bounds() bounds
$$;
alter function read.bucket_duration(int) owner to syncline_owner;

-- Adds two maps of counts. The text of a jsonb map depends on its content alone: whatever the order of adding, the same bytes.
create or replace function read.add_counts(one jsonb, other jsonb) returns jsonb
language sql immutable parallel safe as $$
  select case when one = '{}' then other when other = '{}' then one else (
    select jsonb_object_agg(key, n) from (
      select key, sum(value::bigint) as n
      from (select * from jsonb_each_text(one) union all select * from jsonb_each_text(other)) both_of
      group by key) added) end
$$;
alter function read.add_counts(jsonb, jsonb) owner to syncline_owner;
