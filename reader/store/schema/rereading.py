"""The part of the schema that lets an entity that is found no more lead to the one that it came to be found as."""

STATEMENTS = ("ALTER TABLE entity ADD COLUMN found_into INTEGER REFERENCES entity(id)",)
