# SPDX-License-Identifier: GPL-3.0-or-later
"""Bad files, bad disks, bad networks: a clear message, the right exit status, nothing lost, no crash."""

import http.server
import os
import resource
import shutil
import signal
import socket
import sqlite3
import subprocess
import threading
import time

import peal
from peal import contains, equal

PEOPLE = "Name,Mobile\nAna Silva,+12015550101\nBob Stone,+12015550102\n"
ACCOUNT = ["account", "add", "--provider", "twilio", "--username", "AC" + "0" * 32, "--from", "+15005550006"]


def database(workspace):
    return os.path.join(workspace.path, "peal.db")


def read(path):
    with open(path, "rb") as file:
        return file.read()


def connect(workspace, url):
    workspace.run(*ACCOUNT, "--label", "Gateway", "--base-url", url)


# Files ------------------------------------------------------------------------------------------------


def test_import_of_what_is_no_contact_file(workspace):
    workspace.run("init", "--region", "US")
    files = {
        "empty.csv": b"",
        "binary.csv": bytes(range(256)) * 40,
        "book.xlsx": b"PK\x03\x04\x14\x00\x06\x00" + bytes(range(200)) * 4,
        "words.txt": b"Dear all,\nplease find the list attached.\n",
    }
    for name, content in files.items():
        path = workspace.file(name, content)
        plain = workspace.run("import", path, status=1)
        equal(plain.out, "", name)
        contains(plain.err, "pealctl import: ")
        answer = workspace.run("--json", "import", path, status=1).json
        equal((answer["contacts"], answer["file_error"] is None), ([], False), name)
    equal(workspace.run("--json", "contacts").json, [])


def test_import_of_what_cannot_be_read(workspace):
    workspace.run("init", "--region", "US")
    missing = workspace.run("import", os.path.join(workspace.folder.name, "missing.csv"), status=1)
    contains(missing.err, "missing.csv")
    contains(workspace.run("import", workspace.folder.name, status=1).err.lower(), "directory")
    if os.geteuid() != 0:
        path = workspace.file("locked.csv", PEOPLE)
        os.chmod(path, 0)
        contains(workspace.run("import", path, status=1).err, "locked.csv")


def test_import_shape(workspace):
    workspace.run("init", "--region", "US")
    path = workspace.file("people.csv", "First name;Mobile;Email\nZoë;201 555 0101;z@example.com\nNobody;;\nBad;12;\n")
    rehearsed = workspace.run("import", path, "--dry-run", "--json").json
    equal(sorted(rehearsed), ["contacts", "counts", "delimiter", "encoding", "file_error", "format", "reasons", "rejected",
                              "warnings"])
    equal((rehearsed["delimiter"], rehearsed["file_error"]), (";", None))
    equal((rehearsed["counts"]["new"], rehearsed["reasons"]), (1, {"no_phone": 1, "too_short": 1}))
    zoe = rehearsed["contacts"][0]
    equal((zoe["phone"], zoe["given"], zoe["email"], zoe["consent_sms"], zoe["other_phones"]),
          ("+12015550101", "Zoë", "z@example.com", "unknown", []))
    equal(all(sorted(one)[:2] == ["reason", "record"] for one in rehearsed["rejected"]), True, rehearsed["rejected"])
    equal(len(rehearsed["rejected"]), 2)
    equal(workspace.run("--json", "contacts").json, [], "a rehearsal stores nothing")
    imported = workspace.run("import", path, "--json").json
    equal([one["verdict"] for one in imported["contacts"]], ["new"])
    more = workspace.file("more.csv", "First name,Mobile,Work phone,Company\nZoë,201 555 0101,201 555 0102,\n"
                          "Yusuf,201 555 0103,201 555 0104,\nSomebody,201 555 0104,,Bakery\n")
    for flag in (["--dry-run"], []):
        heard = workspace.run("import", more, "--json", *flag).json["contacts"]
        equal([one["verdict"] for one in heard], ["updated", "new", "updated"], flag)
        equal("contact_id" in heard[1], not flag, flag)
    equal([one["verdict"] for one in workspace.run("import", path, "--json").json["contacts"]], ["unchanged"])


def test_kill_in_the_middle_of_an_import(workspace):
    n = 20000
    workspace.run("init", "--region", "US")
    path = workspace.file("people.csv", "Name,Mobile\n" + "".join(f"Person {i},+1201{5550000 + i}\n" for i in range(n)))
    for number in (signal.SIGKILL, signal.SIGTERM):
        process = workspace.start("import", path)
        time.sleep(0.6)
        process.send_signal(number)
        process.wait(timeout=60)
        equal(workspace.run("--json", "verify").json["sound"], True)
    workspace.run("import", path)
    equal(len(workspace.run("--json", "contacts").json), n)
    equal(workspace.run("--json", "verify").json["sound"], True)


# The workspace ----------------------------------------------------------------------------------------


def test_database_that_is_none(workspace):
    for content in (b"", b"Dear diary\n" * 300, b"x"):
        shutil.rmtree(workspace.path, ignore_errors=True)
        os.mkdir(workspace.path)
        with open(database(workspace), "wb") as file:
            file.write(content)
        for words in (["contacts"], ["run", "--until-idle"], ["verify"], ["init"]):
            result = workspace.run(*words, status=None)
            if content == b"" and result.status == 0:
                continue  # an empty file is an empty workspace
            equal((result.status, result.out), (1, ""), f"{words} {content[:9]}")
            contains(result.err, "workspace")
            equal(read(database(workspace)), content, "left as it was")


def test_database_of_a_newer_version(workspace):
    workspace.run("init", "--region", "US")
    workspace.run("import", workspace.file("people.csv", PEOPLE))
    newer = sqlite3.connect(database(workspace))
    newer.execute("PRAGMA user_version = 999")
    newer.close()
    equal(len(workspace.run("--json", "contacts").json), 2, "reading works")
    for words in (["init", "--name", "Ana"], ["group", "add", "VIP"], ["run", "--until-idle"],
                  ["import", workspace.file("more.csv", PEOPLE)]):
        refused = workspace.run(*words, status=1)
        contains(refused.err, "read")
    equal(len(workspace.run("--json", "contacts").json), 2, "nothing changed")


def in_namespace(workspace, script):
    """Runs a shell script in a mount namespace of its own; None where that cannot be had."""
    done = subprocess.run(["unshare", "--mount", "--map-root-user", "sh", "-ec", "mount -t tmpfs -o size=1m tmpfs /mnt"],
                          capture_output=True)
    if done.returncode != 0:
        return None
    environment = dict(workspace.environment, W=workspace.path, PEALCTL=peal.PEALCTL, D=workspace.folder.name)
    return subprocess.run(["unshare", "--mount", "--map-root-user", "sh", "-c", script], capture_output=True, text=True,
                          env=environment, timeout=peal.LIMIT)


def test_read_only_disk(workspace):
    workspace.run("init", "--region", "US")
    workspace.run("import", workspace.file("people.csv", PEOPLE))
    before = read(database(workspace))
    done = in_namespace(workspace, """
        mount --bind "$W" "$W" && mount -o remount,bind,ro "$W" || exit 99
        "$PEALCTL" -w "$W" contacts --json || exit 98
        for verb in "group add VIP" "run --until-idle" "import $D/people.csv" "init --name Ana"; do
          "$PEALCTL" -w "$W" $verb; [ $? = 1 ] || exit 97
        done""")
    if done is None or done.returncode == 99:
        raise peal.Skip("no mount namespaces here")
    equal(done.returncode, 0, done.stderr)
    contains(done.stdout, "Ana Silva")
    equal(done.stderr.count("pealctl"), 4, done.stderr)
    equal(done.stderr.count("reading only"), 4, done.stderr)
    equal(read(database(workspace)), before)


def test_full_disk(workspace):
    rows = "".join(f"Person {i},+1201{5550000 + i}\n" for i in range(20000))
    workspace.file("many.csv", "Name,Mobile\n" + rows)
    workspace.file("people.csv", PEOPLE)
    os.mkdir(workspace.path)
    done = in_namespace(workspace, """
        mount -t tmpfs -o size=4m tmpfs "$W" || exit 99
        "$PEALCTL" -w "$W" init --region US && "$PEALCTL" -w "$W" import "$D/people.csv" || exit 98
        "$PEALCTL" -w "$W" import "$D/many.csv"; [ $? = 1 ] || exit 97
        "$PEALCTL" -w "$W" verify""")
    if done is None or done.returncode == 99:
        raise peal.Skip("no mount namespaces here")
    equal(done.returncode, 0, done.stderr + done.stdout)
    contains(done.stderr, "disk is full")
    contains(done.stdout, "Sound")


def test_file_size_limit(workspace):
    """What a quota does: write () fails in the middle of a transaction."""
    workspace.run("init", "--region", "US")
    size = os.path.getsize(database(workspace))
    rows = "".join(f"Person {i},+1201{5550000 + i}\n" for i in range(20000))
    path = workspace.file("many.csv", "Name,Mobile\n" + rows)

    def limit():
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (size + 500000, size + 500000))

    done = subprocess.run(workspace.command("import", path), env=workspace.environment, preexec_fn=limit,
                          capture_output=True, text=True, timeout=peal.LIMIT)
    equal(done.returncode, 1, done.stderr)
    contains(done.stderr, "pealctl import: ")
    equal(workspace.run("--json", "verify").json["sound"], True)


# The network ------------------------------------------------------------------------------------------


class Html(http.server.BaseHTTPRequestHandler):
    def answer(self):
        self.rfile.read(int(self.headers.get("Content-Length") or 0))
        body = b"<html><body>Welcome to the hotel's WLAN</body></html>"
        self.send_response(self.server.code)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    do_GET = do_POST = answer

    def log_message(self, *_):
        pass


def one_message(workspace):
    message, = workspace.run("--json", "messages", "--outbound").json
    return message


def test_nobody_listens(workspace):
    workspace.run("init", "--region", "US")
    with socket.socket() as reserved:
        reserved.bind(("127.0.0.1", 0))
        connect(workspace, f"http://127.0.0.1:{reserved.getsockname()[1]}")
        contains(workspace.run("account", "test", "Gateway", status=1).err, "connect")
        workspace.run("send", "--to", "+12015550101", "Hi")
        refused = workspace.run("run", "--until-idle", status=1)
        contains(refused.err, 'Account "Gateway" cannot be reached')
        equal((one_message(workspace)["state"], one_message(workspace)["reason"]), ("queued", "retry"))
    equal(workspace.run("--json", "verify").json["sound"], True)


def test_gateway_that_answers_html(workspace):
    workspace.run("init", "--region", "US")
    for code, state in ((404, "queued"), (200, "unknown"), (500, "unknown")):
        shutil.rmtree(workspace.path)
        workspace.run("init", "--region", "US")
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Html)
        server.code = code
        threading.Thread(target=server.serve_forever, daemon=True).start()
        connect(workspace, f"http://127.0.0.1:{server.server_port}")
        contains(workspace.run("account", "test", "Gateway", status=1).err, f"HTTP {code}")
        workspace.run("send", "--to", "+12015550101", "Hi")
        contains(workspace.run("run", "--until-idle", status=1).err, 'Account "Gateway" ')
        equal(one_message(workspace)["state"], state, code)
        equal(workspace.run("--json", "verify").json["sound"], True)
        server.shutdown()
        server.server_close()


def wait_for_post(server):
    """Until a message has left. The connections, which nobody will answer on."""
    server.settimeout(peal.SOON)
    connections = []
    while not connections or connections[-1].recv(5) != b"POST ":
        connections.append(server.accept()[0])
        connections[-1].settimeout(peal.SOON)
    return connections


def test_gateway_that_hangs(workspace):
    workspace.run("init", "--region", "US")
    with socket.create_server(("127.0.0.1", 0)) as server:
        connect(workspace, f"http://127.0.0.1:{server.getsockname()[1]}")
        workspace.run("send", "--to", "+12015550101", "Hi")
        process = workspace.start("run")
        connections = wait_for_post(server)
        process.terminate()
        equal(process.wait(timeout=60), 0)
        for connection in connections:
            connection.close()
        equal(one_message(workspace)["state"], "unknown", "it may have arrived")
        test = workspace.start("account", "test", "Gateway")
        time.sleep(0.5)
        test.send_signal(signal.SIGINT)
        equal(test.wait(timeout=20), -signal.SIGINT, "Ctrl+C ends it")
    equal(workspace.run("--json", "verify").json["sound"], True)


def test_wrong_credentials(workspace):
    simulator = peal.Simulator("--username", "AC" + "1" * 32)
    try:
        workspace.run("init", "--region", "US")
        workspace.add_simulator(simulator)
        contains(workspace.run("account", "test", "Simulator", status=1).err, "Authenticate")
        workspace.run("send", "--to", "+12015550101", "Hi")
        contains(workspace.run("run", "--until-idle", status=1).err, "Check user name, secret")
        equal((one_message(workspace)["state"], one_message(workspace)["reason"]), ("queued", "account"))
        equal(simulator.accepted(), [])
    finally:
        simulator.stop()


def test_address_without_protection(workspace):
    workspace.run("init", "--region", "US")
    refused = workspace.run(*ACCOUNT, "--base-url", "http://example.com", status=1)
    contains(refused.err, "https")
    contains(workspace.run(*ACCOUNT, "--base-url", "nonsense", status=1).err, "https://")
    equal(workspace.run("--json", "account", "list").json, [])


def test_no_keyring(workspace):
    workspace.run("init", "--region", "US")
    del workspace.environment["PEAL_SECRET"]
    workspace.environment["DBUS_SESSION_BUS_ADDRESS"] = "unix:path=/nonexistent"
    refused = workspace.run(*ACCOUNT, "--secret-stdin", input="a-secret-for-tests\n", status=1)
    contains(refused.err, "PEAL_SECRET")
    equal("a-secret-for-tests" in refused.err, False)
    equal(workspace.run("--json", "account", "list").json, [])
    contains(workspace.run(*ACCOUNT, "--secret-stdin", input="", status=1).err, "standard input")


def test_two_senders(workspace):
    workspace.run("init", "--region", "US")
    first = workspace.start("run")
    try:
        lock = os.path.join(workspace.path, "engine.lock")
        for _ in range(600):
            if os.path.exists(lock) and read(lock).strip() == str(first.pid).encode():
                break
            time.sleep(0.1)
        second = workspace.run("run", status=1)
        equal(second.out, "")
        contains(second.err, f"process {first.pid}")
        equal(workspace.run("--json", "messages").json, [], "looking goes on")
    finally:
        first.terminate()
        equal(first.wait(timeout=60), 0, "SIGTERM ends it well")


def test_account_names(workspace):
    workspace.run("init", "--region", "US")
    connect(workspace, "http://127.0.0.1:9")
    contains(workspace.run(*ACCOUNT, "--label", "Gateway", status=1).err, 'an account "Gateway" already')
    contains(workspace.run("account", "test", "Nosuch", status=1).err, "account list")
    contains(workspace.run("account", "remove", "Nosuch", status=1).err, "account list")
    workspace.run("account", "remove", "Gateway")
    equal(workspace.run("--json", "account", "list").json, [])
    contains(workspace.run("send", "--to", "+12015550101", "Hi", status=1).err, "account")


peal.main(dict(globals()))
