#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Turns the SQL of src/store/sql into C: an enum with one value for each named query, their texts,
# and the migrations in order.
#
#   gen-queries.py {header|source} OUTPUT FILE.sql...
#
# A file whose name starts with four digits is a migration. Any other holds queries, each under a
# line "-- name: table_verb_what"; a query that may walk a whole table says so in a line "-- scan-ok".

import os
import re
import sys

HEAD = "/* Made by build-aux/gen-queries.py from src/store/sql: do not edit. */\n\n"


def fail(path, line, what):
    sys.exit(f"{path}:{line}: {what}")


def read_queries(path):
    """The (name, scan_ok, text) of each query in a file, in order; comments are left out."""
    queries = []
    for line, text in enumerate(open(path, encoding="utf-8"), 1):
        name = re.fullmatch(r"-- name: (\S+)\n", text)
        if name:
            if not re.fullmatch(r"[a-z][a-z0-9_]*", name[1]):
                fail(path, line, f"'{name[1]}' is no name for a query")
            queries.append([name[1], False, ""])
        elif text == "-- scan-ok\n" and queries:
            queries[-1][1] = True
        elif text.strip() and not text.lstrip().startswith("--"):
            if not queries:
                fail(path, line, "SQL before the first '-- name:'")
            queries[-1][2] += text
    for name, _, text in queries:
        if not text.rstrip().endswith(";"):
            fail(path, 1, f"query {name} does not end with ';'")
    return queries


def c_string(text):
    lines = text.rstrip("\n").split("\n")
    quoted = ['"' + line.replace("\\", "\\\\").replace('"', '\\"') + '\\n"' for line in lines]
    return "\n    ".join(quoted)


def header(queries):
    yield "#pragma once\n\n#include <glib.h>\n\ntypedef enum\n{\n"
    for name, _, _ in queries:
        yield f"  PEAL_QUERY_{name.upper()},\n"
    yield "} PealQuery;\n\n"
    yield f"#define PEAL_N_QUERIES {len(queries)}\n\n"
    yield "typedef struct\n{\n  const char *name;\n  const char *sql;\n  gboolean scan_ok;\n} PealQueryText;\n\n"
    yield "typedef struct\n{\n  int version;\n  const char *name;\n  const char *sql;\n} PealMigration;\n\n"
    yield "extern const PealQueryText peal_query_texts[PEAL_N_QUERIES];\n\n"
    yield "/* In order, versions 1, 2, ...; ends with a version of 0. */\n"
    yield "extern const PealMigration peal_migrations[];\n"


def source(queries, migrations):
    yield '#include "peal-queries.h"\n\n'
    yield "const PealQueryText peal_query_texts[PEAL_N_QUERIES] = {\n"
    for name, scan_ok, text in queries:
        flag = "TRUE" if scan_ok else "FALSE"
        yield f'  { "{" } "{name}",\n    {c_string(text)},\n    {flag} { "}" },\n'
    yield "};\n\nconst PealMigration peal_migrations[] = {\n"
    for version, path in enumerate(migrations, 1):
        name = os.path.basename(path)
        if int(name[:4]) != version:
            fail(path, 1, f"expected migration {version:04}")
        # The version belongs to the step's own transaction (R-DATA-2).
        text = open(path, encoding="utf-8").read() + f"PRAGMA user_version = {version};\n"
        yield f'  { "{" } {version}, "{name}",\n    {c_string(text)} { "}" },\n'
    yield "  { 0, NULL, NULL },\n};\n"


def main():
    what, output, paths = sys.argv[1], sys.argv[2], sorted(sys.argv[3:], key=os.path.basename)
    migrations = [p for p in paths if re.match(r"\d{4}-", os.path.basename(p))]
    queries = [q for p in paths if p not in migrations for q in read_queries(p)]
    names = [q[0] for q in queries]
    for name in names:
        if names.count(name) > 1:
            fail(output, 1, f"two queries are named {name}")
    with open(output, "w", encoding="utf-8") as out:
        out.write(HEAD)
        out.writelines(header(queries) if what == "header" else source(queries, migrations))


main()
