import type pg from 'pg'

/** All that the catalogue says of the tables in `read`, free of ids: equal texts are equal tables. */
export async function readCatalogue(client: pg.ClientBase): Promise<unknown> {
  const { rows } = await client.query(
    `select c.relname as name, c.relowner::regrole as owner, c.relrowsecurity, c.relforcerowsecurity, c.relpersistence,
       c.relreplident, c.reloptions, obj_description(c.oid) as comment,
       array(select a::text from unnest(c.relacl) a order by 1) as grants,
       array(select format('%s %s %s notnull=%s generated=%s identity=%s storage=%s compression=%s collation=%s target=%s acl=%s default=%s',
           attnum, attname, format_type(atttypid, atttypmod), attnotnull, attgenerated, attidentity, attstorage,
           attcompression, attcollation::regcollation, attstattarget, attacl, pg_get_expr(d.adbin, d.adrelid))
         from pg_attribute left join pg_attrdef d on d.adrelid = attrelid and d.adnum = attnum
         where attrelid = c.oid and attnum > 0 order by attnum) as columns,
       array(select format('%s %s', conname, pg_get_constraintdef(oid)) from pg_constraint
         where conrelid = c.oid order by 1) as constraints,
       array(select format('%s valid=%s', pg_get_indexdef(indexrelid), indisvalid) from pg_index
         where indrelid = c.oid order by 1) as indexes,
       array(select format('%s %s %s %s using %s check %s', policyname, permissive, roles, cmd, qual, with_check)
         from pg_policies where schemaname = 'read' and tablename = c.relname order by 1) as policies,
       array(select tgname::text from pg_trigger where tgrelid = c.oid order by 1) as triggers
     from pg_class c where c.relnamespace = 'read'::regnamespace and c.relkind = 'r' order by c.relname`,
  )
  return rows
}
