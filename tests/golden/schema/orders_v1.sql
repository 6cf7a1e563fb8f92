-- Version 1 of the schema of tests/common/sqlite/migration_test.cc, with rows.
CREATE TABLE orders (id INTEGER PRIMARY KEY, customer TEXT, price INT);
INSERT INTO orders VALUES (1, 'a', 3), (2, 'b', 4), (3, 'c', 5);
PRAGMA application_id = 77;
PRAGMA user_version = 1;
