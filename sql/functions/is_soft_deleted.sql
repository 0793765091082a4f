CREATE TEMPORARY FUNCTION is_soft_deleted(vendor_flag STRING, connector_flag STRING)
RETURNS BOOLEAN
RETURN coalesce(try_cast(vendor_flag AS BOOLEAN), false) OR coalesce(try_cast(connector_flag AS BOOLEAN), false)
