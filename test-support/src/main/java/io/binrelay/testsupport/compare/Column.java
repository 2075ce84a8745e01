package io.binrelay.testsupport.compare;

/**
 * A column, as far as reading its exact value needs it.
 *
 * @param name of the column
 * @param dataType as in information_schema.columns.DATA_TYPE, lower case, such as {@code varchar}
 * @param columnType as in COLUMN_TYPE, such as {@code varchar(20)}
 */
record Column(String name, String dataType, String columnType) {}
