"""Reads the frozen vectors by docs/PROTOCOL.md alone: `python3 test/vectors/verify.py`.

A second implementation of the formats, in another language and with nothing of the first but libsodium's
primitives (Debian: python3-nacl). What it cannot derive is missing in the document. Prints what it checked.
"""
import base64
import hashlib
import json
import os
import struct
import sys

from nacl import bindings as sodium
from nacl.exceptions import BadSignatureError, CryptoError

FOLDER = os.path.dirname(os.path.abspath(__file__))
checked = {}


def check(name, got, wanted):
    if got != wanted:
        sys.exit(f"{name}: {got!r} is not {wanted!r}")
    checked[name.split("/")[0]] = checked.get(name.split("/")[0], 0) + 1


def load(name):
    with open(os.path.join(FOLDER, name + ".json"), encoding="utf-8") as file:
        return json.load(file)


def unhex(value):
    return bytes.fromhex(value)


def identifier(text):
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def as_text(raw):
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


# Notation, Cryptography


def u(size):
    return lambda number: number.to_bytes(size, "big")


u8, u16, u32, u53 = u(1), u(2), u(4), u(8)


def lp(*parts):
    return b"".join(u32(len(part)) + part for part in parts)


def blake(data, key=b""):
    return hashlib.blake2b(data, digest_size=32, key=key).digest()


def H(*parts):
    return blake(lp(*parts))


def D(key, label, *context):
    return blake(lp(b"foyer/v1/" + label.encode(), *context), key)


def labelled(label, message):
    name = b"foyer/v1/" + label.encode()
    return u8(len(name)) + name + message


def is_signed(public, label, message, signature):
    try:
        sodium.crypto_sign_open(signature + labelled(label, message), public)
        return True
    except BadSignatureError:
        return False


def sign(seed, label, message):
    _, secret = sodium.crypto_sign_seed_keypair(seed)
    return sodium.crypto_sign(labelled(label, message), secret)[:64]


def seal(key, message, associated, nonce):
    box = sodium.crypto_aead_xchacha20poly1305_ietf_encrypt(message, associated, nonce, key)
    return nonce + box


def unseal(key, sealed, associated):
    nonce, box = sealed[:24], sealed[24:]
    return sodium.crypto_aead_xchacha20poly1305_ietf_decrypt(box, associated, nonce, key)


def sign_key(seed):
    return sodium.crypto_sign_seed_keypair(seed)[0]


def box_keys(seed):
    return sodium.crypto_box_seed_keypair(seed)


class Reader:
    """A decoder of the notation; `end` refuses bytes left over."""

    def __init__(self, raw):
        self.raw, self.at = raw, 0

    def bytes(self, count):
        if self.at + count > len(self.raw):
            raise ValueError("unexpected end")
        self.at += count
        return self.raw[self.at - count : self.at]

    def number(self, size):
        return int.from_bytes(self.bytes(size), "big")

    def sized(self, most):
        length = self.number(4)
        if length > most:
            raise ValueError("too long")
        return self.bytes(length)

    def text(self, most):
        return self.sized(most).decode("utf-8")

    def bool(self):
        value = self.number(1)
        if value > 1:
            raise ValueError("no bool")
        return value == 1

    def optional(self, read):
        return read() if self.bool() else None

    def list(self, most, read):
        count = self.number(2)
        if count > most:
            raise ValueError("too many")
        return [read() for _ in range(count)]

    def version(self, wanted):
        if self.number(1) != wanted:
            raise ValueError("unknown version")

    def end(self):
        if self.at != len(self.raw):
            raise ValueError("bytes left over")


# Identity


def read_certificate(reader, place=1):
    start = reader.at
    version = reader.number(1)
    if version not in (1, 2) or place > 4:
        raise ValueError("unknown version, or too many in a row")
    fields = {
        "user": reader.bytes(16),
        "rootKey": reader.bytes(32),
        "device": reader.bytes(16),
        "signKey": reader.bytes(32),
        "boxKey": reader.bytes(32),
        "createdAt": reader.number(8),
    }
    fields["issuer"] = read_certificate(reader, place + 1) if version == 2 else None
    fields["signed"] = reader.raw[start : reader.at]
    fields["signature"] = reader.bytes(64)
    key, label = fields["rootKey"], "device-certificate"
    issuer = fields["issuer"]
    if issuer:
        if (issuer["user"], issuer["rootKey"]) != (fields["user"], fields["rootKey"]):
            raise ValueError("a certificate by somebody else's device")
        key, label = issuer["signKey"], "device-certificate/by-device"
    if not is_signed(key, label, fields["signed"], fields["signature"]):
        raise ValueError("a certificate that its issuer did not sign")
    return fields


def read_card(raw):
    outer = Reader(raw)
    signed, signature = outer.sized(11264), outer.bytes(64)
    outer.end()
    reader = Reader(signed)
    reader.version(1)
    card = {
        "user": reader.bytes(16),
        "device": reader.bytes(16),
        "name": reader.text(800),
        "enamel": reader.optional(lambda: reader.text(16)),
        "deviceLabel": reader.text(800),
        "version": reader.number(8),
    }
    reader.end()
    return card, signed, signature


def certificate_of(person):
    signed, signature = (unhex(person["certificate"][name]) for name in ("signed", "signature"))
    return read_certificate(Reader(signed + signature))


# Membership log

ROLES = ["", "owner", "admin", "editor", "commenter", "viewer", "guest"]


def read_action(reader):
    def role():
        return ROLES[reader.number(1)]

    def cutoffs():
        return reader.list(512, lambda: (reader.bytes(16), reader.number(8), reader.bytes(32)))

    def lockboxes():
        return reader.list(1024, lambda: (reader.bytes(32), reader.bytes(80)))

    def certificate():
        return read_certificate(reader)

    def relays():
        return reader.list(8, lambda: reader.text(256))

    def boxes_of_devices():
        return reader.list(512, lambda: (reader.bytes(16), reader.bytes(80)))

    tag = reader.number(1)
    layouts = {
        1: lambda: (certificate(), reader.bytes(32), reader.optional(lambda: reader.bytes(32)), relays()),
        2: lambda: (certificate(), role(), lockboxes()),
        3: lambda: (reader.bytes(16), role(), cutoffs()),
        4: lambda: (reader.bytes(16), cutoffs()),
        5: lambda: (certificate(), lockboxes()),
        6: lambda: (reader.bytes(16), cutoffs()),
        7: lambda: (
            reader.bytes(32),
            role(),
            reader.optional(lambda: reader.number(8)),
            reader.optional(lambda: reader.number(2)),
            reader.bool(),
        ),
        8: lambda: (reader.bytes(16),),
        9: lambda: (
            reader.bytes(16),
            certificate(),
            reader.bytes(32),
            reader.bytes(64),
            reader.bytes(64),
            lockboxes(),
        ),
        10: lambda: (
            reader.bytes(32),
            boxes_of_devices(),
            reader.optional(lambda: (reader.bytes(32), reader.bytes(72))),
        ),
        11: lambda: (relays(),),
        12: lambda: (reader.bytes(16),),
    }
    # With the same keys once more for kits; boxes of people are laid out like those of devices.
    layouts[13] = lambda: (*layouts[10](), boxes_of_devices())
    layouts[14] = lambda: (*layouts[9](), lockboxes())
    layouts[15] = lambda: (*layouts[2](), lockboxes())
    # Several keys before, and kits perhaps.
    layouts[16] = lambda: (
        *layouts[10](),
        boxes_of_devices(),
        reader.list(64, lambda: (reader.bytes(32), reader.bytes(72))),
    )
    fields = layouts[tag]()
    if tag > 12 and not fields[-1]:
        raise ValueError("nothing that the shorter layout has not")
    if tag == 16 and not fields[2]:
        raise ValueError("no key before")
    return tag, fields


def read_entry(raw):
    signed, signature = raw[:-64], raw[-64:]
    reader = Reader(signed)
    reader.version(1)
    entry = {
        "space": reader.bytes(32),
        "prev": reader.list(64, lambda: reader.bytes(32)),
        "author": reader.bytes(16),
        "at": reader.number(8),
        "action": read_action(reader),
    }
    reader.end()
    if sorted(set(entry["prev"])) != entry["prev"]:
        raise ValueError("not ascending")
    return {**entry, "signed": signed, "signature": signature, "name": blake(raw)}


def unlock(sealed, seed):
    public, secret = box_keys(seed)
    try:
        return sodium.crypto_box_seal_open(sealed, public, secret)
    except CryptoError:
        return None


# The files, one by one


def crypto():
    vectors = load("crypto")
    for one in vectors["hash"]:
        check("crypto/H", H(*map(unhex, one["parts"])).hex(), one["hash"])
    for one in vectors["contentHash"]:
        name = blake(unhex(one["content"]))
        check("crypto/B", (name.hex(), as_text(name)), (one["hex"], one["id"]))
    for one in vectors["deriveKey"]:
        derived = D(unhex(one["key"]), one["label"], *map(unhex, one["context"]))
        check("crypto/D", derived.hex(), one["derived"])
    for one in vectors["sign"]:
        seed, message = unhex(one["seed"]), unhex(one["message"])
        check("crypto/key", sign_key(seed).hex(), one["publicKey"])
        check("crypto/Sign", sign(seed, one["label"], message).hex(), one["signature"])
    for one in vectors["aead"]:
        key, nonce, associated = (unhex(one[name]) for name in ("key", "nonce", "associated"))
        sealed = seal(key, unhex(one["plaintext"]), associated, nonce)
        check("crypto/Seal", sealed.hex(), one["sealed"])
    for one in vectors["box"]:
        public, secret = box_keys(unhex(one["seed"]))
        check("crypto/box keys", (public.hex(), secret.hex()), (one["publicKey"], one["secretKey"]))
    for one in vectors["agree"]:
        shared = sodium.crypto_scalarmult(unhex(one["secretKey"]), unhex(one["publicKey"]))
        check("crypto/X25519", shared.hex(), one["shared"])
    for one in vectors["seal"]:
        opened = unlock(unhex(one["sealed"]), unhex(one["seed"]))
        check("crypto/Box", opened.hex(), one["plaintext"])


def identity():
    vectors = load("identity")
    seeds = {name: unhex(seed) for name, seed in vectors["seeds"].items()}
    certificate = certificate_of(vectors)
    check("identity/user", as_text(certificate["user"]), vectors["userId"])
    check("identity/device", as_text(certificate["device"]), vectors["deviceId"])
    check("identity/root key", certificate["rootKey"], sign_key(seeds["root"]))
    check("identity/sign key", certificate["signKey"], sign_key(seeds["device"]))
    check("identity/box key", certificate["boxKey"], box_keys(seeds["box"])[0])
    check("identity/created", certificate["createdAt"], vectors["createdAt"])
    stored = b"\1" + seeds["root"] + seeds["device"] + seeds["box"]
    stored += certificate["signed"] + certificate["signature"]
    check("identity/stored", stored.hex(), vectors["stored"])
    tag = int.from_bytes(H(unhex(vectors["deviceIdBytes"]))[:4], "big")
    check("identity/tag", tag, vectors["deviceTag"])
    card, signed, signature = read_card(unhex(vectors["card"]["bytes"]))
    for name, value in vectors["card"]["fields"].items():
        check("identity/card " + name, card[name], value)
    check("identity/card", is_signed(certificate["signKey"], "card", signed, signature), True)


def log():
    vectors = load("log")
    entries = [read_entry(unhex(one["bytes"])) for one in vectors["entries"]]
    names = {entry["name"] for entry in entries}
    keys = {}
    for one, entry in zip(vectors["entries"], entries):
        check("log/name", as_text(entry["name"]), one["hash"])
        check("log/author", as_text(entry["author"]), one["entry"]["author"])
        check("log/prev", [as_text(name) for name in entry["prev"]], one["entry"]["prev"])
        check("log/past", all(name in names for name in entry["prev"]), True)
        tag, fields = entry["action"]
        certificate = {1: 0, 2: 0, 5: 0, 9: 1}.get(tag)
        if certificate is not None and tag != 2:
            keys[fields[certificate]["device"]] = fields[certificate]["signKey"]
        signed = is_signed(keys[entry["author"]], "log-entry", entry["signed"], entry["signature"])
        check("log/signature", signed, True)
    space = vectors["state"]["spaceId"]
    check("log/space", as_text(entries[0]["name"]), space)
    check("log/genesis", (entries[0]["space"], entries[0]["prev"]), (bytes(32), []))
    check("log/of the space", {as_text(one["space"]) for one in entries[1:]}, {space})
    check("log/actions", {one["action"][0] for one in entries}, set(range(1, 13)))
    invitation(vectors, entries)
    epochs(vectors, entries)


def invitation(vectors, entries):
    seed = unhex(vectors["invitationSeed"])
    public = sign_key(D(seed, "invitation/sign"))
    invited = next(fields for tag, fields in (one["action"] for one in entries) if tag == 7)
    check("log/invitation", invited[0], public)
    check("log/invite id", as_text(H(public)[:16]), vectors["state"]["invites"][0]["inviteId"])
    for tag, fields in (one["action"] for one in entries):
        if tag != 9:
            continue
        invite, certificate, transcript, by_invitation, by_device, _ = fields
        claim = transcript + invite + certificate["signed"]
        check("log/by invitation", is_signed(public, "join/invitation", claim, by_invitation), True)
        device = certificate["signKey"]
        check("log/by device", is_signed(device, "join/device", claim, by_device), True)


def epochs(vectors, entries):
    """Every key that Alice's and Bob's devices can open, by lockbox, and by what wraps older ones."""
    seeds = {person["deviceId"]: unhex(person["seeds"]["box"]) for person in vectors["people"]}
    keys = {}
    for entry in entries:
        tag, fields = entry["action"]
        if tag != 10:
            continue
        proof, boxes, previous = fields
        for device, box in boxes:
            if as_text(device) in seeds:
                keys[entry["name"]] = unlock(box, seeds[as_text(device)])
                check("log/epoch check", D(keys[entry["name"]], "epoch/check"), proof)
        if previous:
            keys[previous[0]] = unseal(D(keys[entry["name"]], "epoch/wrap"), previous[1], previous[0])
    for one in vectors["state"]["epochKeys"]:
        check("log/epoch key", keys[identifier(one["epochId"])].hex(), one["key"])


def kits():
    vectors = load("kits")
    root = unhex(vectors["person"]["seeds"]["root"])
    public, root_secret = sodium.crypto_sign_seed_keypair(root)
    kit = sodium.crypto_sign_ed25519_pk_to_curve25519(public)
    secret = sodium.crypto_sign_ed25519_sk_to_curve25519(root_secret)
    check("kits/public", kit.hex(), vectors["person"]["kit"]["publicKey"])
    check("kits/secret", secret.hex(), vectors["person"]["kit"]["secretKey"])
    keys, seen = {}, set()
    for one in vectors["entries"]:
        entry = read_entry(unhex(one["bytes"]))
        tag, fields = entry["action"]
        seen.add(tag)
        check("kits/author", as_text(entry["author"]), one["entry"]["author"])
        for user, box in fields[3] if tag == 13 else []:
            if as_text(user) == vectors["person"]["userId"]:
                keys[entry["name"]] = sodium.crypto_box_seal_open(box, kit, secret)
                check("kits/epoch check", D(keys[entry["name"]], "epoch/check"), fields[0])
    check("kits/actions", {13, 14, 15} <= seen, True)
    for one in vectors["state"]["epochKeys"]:
        check("kits/epoch key", keys[identifier(one["epochId"])].hex(), one["key"])


def hand_over():
    vectors = load("handOver")
    seed, device = unhex(vectors["phone"]["box"]), vectors["phone"]["deviceId"]
    entries = [read_entry(unhex(one["bytes"])) for one in vectors["entries"]]
    keys = {}

    def take(entry):
        tag, fields = entry["action"]
        if tag == 5 and as_text(fields[0]["device"]) == device:
            keys.update({name: unlock(box, seed) for name, box in fields[1]})
        if tag not in (10, 13, 16):
            return
        proof, boxes, previous, *rest = fields
        own = [unlock(box, seed) for name, box in boxes if as_text(name) == device]
        keys.update({entry["name"]: key for key in own})
        if entry["name"] not in keys:
            return
        key = keys[entry["name"]]
        check("handOver/epoch check", D(key, "epoch/check"), proof)
        for name, sealed in [previous] + (rest[1] if tag == 16 else []):
            keys[name] = unseal(D(key, "epoch/wrap"), sealed, name)

    def told(name):
        return {one["epochId"]: one["key"] for one in vectors["state"][name]}

    for entry in entries[:-1]:
        take(entry)
    check("handOver/before", {as_text(name): key.hex() for name, key in keys.items()}, told("keysBefore"))
    check("handOver/tag", entries[-1]["action"][0], 16)
    take(entries[-1])
    check("handOver/after", {as_text(name): key.hex() for name, key in keys.items()}, told("epochKeys"))


def certificates():
    issuer = None
    for one in load("certificates"):
        reader = Reader(unhex(one["bytes"]))
        certificate = read_certificate(reader)
        reader.end()
        seeds = {name: unhex(one["seeds"][name]) for name in ("device", "box")}
        check("certificates/sign key", certificate["signKey"], sign_key(seeds["device"]))
        check("certificates/box key", certificate["boxKey"], box_keys(seeds["box"])[0])
        check("certificates/issuer", certificate["issuer"], issuer)
        issuer = certificate


def epoch():
    vectors = load("epoch")
    key, document = unhex(vectors["key"]), unhex(vectors["docIdBytes"])
    check("epoch/document", as_text(document), vectors["docId"])
    for name, label, context in [
        ("contentKey", "epoch/content", [document]),
        ("commitKey", "epoch/commit", [document]),
        ("topicKey", "epoch/topic", []),
        ("signalKey", "epoch/signal", []),
        ("linkPsk", "epoch/psk", []),
        ("check", "epoch/check", []),
        ("wrap", "epoch/wrap", []),
    ]:
        check("epoch/" + name, D(key, label, *context).hex(), vectors[name])


def envelope():
    vectors = load("envelope")
    key, author = unhex(vectors["epoch"]["key"]), certificate_of(vectors["alice"])
    before = bytes(32)
    for seq, (one, payload) in enumerate(zip(vectors["envelopes"], vectors["payloads"]), 1):
        raw = unhex(one["bytes"])
        reader = Reader(raw)
        reader.version(1)
        check("envelope/kind", reader.number(1), 1)
        check("envelope/space", as_text(reader.bytes(32)), vectors["header"]["spaceId"])
        document = reader.bytes(16)
        check("envelope/document", as_text(document), vectors["header"]["docId"])
        check("envelope/epoch", as_text(reader.bytes(32)), vectors["epoch"]["epochId"])
        check("envelope/device", reader.bytes(16), author["device"])
        check("envelope/seq", reader.number(8), seq)
        check("envelope/prev", reader.bytes(32), before)
        heads = [as_text(head) for head in reader.list(16, lambda: reader.bytes(32))]
        check("envelope/heads", heads, vectors["header"]["logHeads"])
        header = raw[: reader.at]
        commit, sealed, signature = reader.bytes(32), raw[reader.at : -64], raw[-64:]
        signed = H(header, commit, sealed)
        check("envelope/signature", is_signed(author["signKey"], "envelope", signed, signature), True)
        commitment = D(D(key, "epoch/commit", document), "envelope/commitment", header, sealed[:24])
        check("envelope/commitment", commit, commitment)
        opened = unseal(D(key, "epoch/content", document), sealed, header)
        check("envelope/payload", opened.decode(), payload)
        before = blake(raw)
        check("envelope/name", as_text(before), one["hash"])


def varint(reader):
    value, shift = 0, 0
    while True:
        byte = reader.number(1)
        value |= (byte & 127) << shift
        shift += 7
        if byte < 128:
            return value


def segment():
    vectors = load("segment")
    raw, key = unhex(vectors["segment"]), unhex(vectors["epoch"]["key"])
    author = certificate_of(vectors["alice"])
    reader = Reader(raw)
    reader.version(1)
    check("segment/kind", reader.number(1), 3)
    reader.bytes(32)
    document = reader.bytes(16)
    check("segment/epoch", as_text(reader.bytes(32)), vectors["epoch"]["epochId"])
    check("segment/device", reader.bytes(16), author["device"])
    last = reader.number(8)
    check("segment/seq", last, vectors["seq"])
    check("segment/prev", as_text(reader.bytes(32)), vectors["prev"])
    reader.list(16, lambda: reader.bytes(32))
    first = reader.number(8)
    check("segment/first", first, vectors["covers"]["firstSeq"])
    check("segment/tip", as_text(reader.bytes(32)), vectors["covers"]["tip"])
    header = raw[: reader.at]
    commit, sealed, signature = reader.bytes(32), raw[reader.at : -64], raw[-64:]
    signed = is_signed(author["signKey"], "envelope", H(header, commit, sealed), signature)
    check("segment/signature", signed, True)
    commitment = D(D(key, "epoch/commit", document), "envelope/commitment", header, sealed[:24])
    check("segment/commitment", commit, commitment)
    payload = unseal(D(key, "epoch/content", document), sealed, header)
    check("segment/payload", payload.hex(), vectors["payload"])

    inner = Reader(payload)
    count = varint(inner)
    check("segment/count", count, last - first + 1)
    clients = [varint(inner) for _ in range(varint(inner))]
    clocks = 0
    for _ in range(count):
        row = varint(inner)
        clocks += row >> 1
        for _ in range(varint(inner) if row & 1 else 0):
            check("segment/client", varint(inner) < len(clients), True)
            varint(inner), varint(inner)
    structs = inner.raw[inner.at :]
    check("segment/clocks", clocks > 0, True)
    check("segment/one client", varint(inner), 1)
    varint(inner)
    check("segment/tag", varint(inner) >> 21, int.from_bytes(H(author["device"])[:4], "big"))
    check("segment/update", unhex(vectors["update"]).startswith(structs), True)


def snapshot():
    vectors = load("snapshot")
    raw, key, said = unhex(vectors["envelope"]), unhex(vectors["epoch"]["key"]), vectors["snapshot"]
    author = certificate_of(vectors["alice"])
    reader = Reader(raw)
    reader.version(1)
    check("snapshot/kind", reader.number(1), 2)
    reader.bytes(32)
    document = reader.bytes(16)
    check("snapshot/epoch", as_text(reader.bytes(32)), vectors["epoch"]["epochId"])
    check("snapshot/device", reader.bytes(16), author["device"])
    check("snapshot/seq", reader.number(8), vectors["seq"])
    check("snapshot/prev", as_text(reader.bytes(32)), vectors["prev"])
    reader.list(16, lambda: reader.bytes(32))
    header = raw[: reader.at]
    commit, sealed, signature = reader.bytes(32), raw[reader.at : -64], raw[-64:]
    signed = is_signed(author["signKey"], "envelope", H(header, commit, sealed), signature)
    check("snapshot/signature", signed, True)
    commitment = D(D(key, "epoch/commit", document), "envelope/commitment", header, sealed[:24])
    check("snapshot/commitment", commit, commitment)
    payload = unseal(D(key, "epoch/content", document), sealed, header)
    check("snapshot/payload", payload.hex(), vectors["payload"])

    part = Reader(payload)
    part.version(2)
    check("snapshot/index", part.number(2), 0)
    check("snapshot/count", part.number(2), 1)
    name = part.bytes(32)
    whole = payload[part.at :]
    check("snapshot/name", name, blake(whole))
    check("snapshot/name as text", as_text(name), vectors["name"])
    inner = Reader(whole)
    check("snapshot/generation", inner.number(8), said["generation"])
    check("snapshot/parent", as_text(inner.bytes(32)), said["parent"])
    check("snapshot/erases", inner.number(1) == 1, said["erases"])
    check("snapshot/devices", inner.number(2), len(said["covered"]))
    for one in said["covered"]:
        check("snapshot/device of", as_text(inner.bytes(16)), one["deviceId"])
        heads = inner.list(16, lambda: as_text(inner.bytes(32)))
        check("snapshot/log heads of", heads, one["logHeads"])
        runs, next_one = [], 1
        for _ in range(inner.number(4)):
            first = next_one + inner.number(4)
            next_one = first + inner.number(4)
            before, hash_of_last = inner.bytes(32), as_text(inner.bytes(32))
            check("snapshot/begins with nothing before", before == bytes(32), first == 1)
            before = None if first == 1 else as_text(before)
            last = next_one - 1
            runs.append({"first": first, "last": last, "before": before, "hash": hash_of_last})
        check("snapshot/runs of", runs, one["runs"])
    check("snapshot/state", whole[inner.at :].hex(), said["state"])

    told = vectors["stub"]
    stub = Reader(unhex(told["bytes"]))
    check("snapshot/stub is none", stub.number(1), 0)
    check("snapshot/stub's document", as_text(stub.bytes(16)), told["docId"])
    check("snapshot/stub's device", as_text(stub.bytes(16)), told["deviceId"])
    check("snapshot/stub's first", stub.number(8), told["firstSeq"])
    check("snapshot/stub's last", stub.number(8), told["seq"])
    check("snapshot/stub's before", as_text(stub.bytes(32)), told["before"])
    check("snapshot/stub's hash", as_text(stub.bytes(32)), told["hash"])
    check("snapshot/stub's heads", stub.list(16, lambda: as_text(stub.bytes(32))), told["logHeads"])
    stub.end()
    message = Reader(unhex(vectors["message"]))
    check("snapshot/message", message.number(1), 135)
    check("snapshot/parts", message.list(16, lambda: message.bytes(message.number(4))), [raw])
    message.end()


def signal():
    vectors = load("signal")
    day = vectors["at"] // 86_400_000
    topic = D(unhex(vectors["topicKey"]), "topic", u32(day))
    check("signal/topic", as_text(topic), vectors["topic"])
    for counter, name in enumerate(("announce", "offer")):
        payload = unhex(vectors[name])
        check("signal/size", len(payload) in (1024, 2048, 4096, 8192), True)
        outer = Reader(unseal(unhex(vectors["signalKey"]), payload, topic))
        statement = outer.bytes(outer.number(2))
        signature = outer.bytes(64)
        check("signal/zeros", any(outer.raw[outer.at :]), False)
        reader = Reader(statement)
        reader.version(1)
        certificate = read_certificate(reader)
        key = certificate["signKey"]
        check("signal/signature", is_signed(key, "signal", statement, signature), True)
        check("signal/from", as_text(certificate["device"]), vectors["alice"]["deviceId"])
        to = reader.optional(lambda: reader.bytes(16))
        bob = vectors["bob"]["deviceId"]
        check("signal/to", to and as_text(to), bob if name == "offer" else None)
        reader.bytes(16)
        check("signal/counter", reader.number(8), counter)
        check("signal/expires", reader.number(8), vectors["at"] + 120_000)
        check("signal/body", reader.number(1), counter + 1)
        if name == "announce":
            linked = reader.list(24, lambda: as_text(reader.bytes(16)))
            check("signal/linked", linked, [bob])
        else:
            reader.bytes(16)
            told = reader.list(64, lambda: read_link_signal(reader))
            wanted = [("offer", "v=0\r\n"), ("candidate:1", "0", None)]
            check("signal/signals", told, wanted)
        reader.end()


def read_link_signal(reader):
    if reader.number(1) == 1:
        return {1: "offer", 2: "answer"}[reader.number(1)], reader.text(32768)
    middle = lambda: reader.optional(lambda: reader.text(64))
    return reader.text(1024), middle(), reader.optional(lambda: reader.number(2))


def handshake():
    vectors = load("handshake")
    opened, replied, finished = (unhex(frame) for frame in vectors["frames"])
    prints = {role: unhex(value) for role, value in vectors["fingerprints"].items()}

    first = Reader(opened)
    check("handshake/open", first.number(1), 1)
    first.version(1)
    mine, my_nonce, purpose = first.bytes(32), first.bytes(32), first.number(1)
    first.end()
    check("handshake/purpose", purpose, 1)
    second = Reader(replied)
    check("handshake/reply", second.number(1), 2)
    second.version(1)
    theirs, their_nonce, proof = second.bytes(32), second.bytes(32), second.sized(1024)
    second.end()
    third = Reader(finished)
    check("handshake/finish", third.number(1), 3)
    last_proof = third.sized(1024)
    third.end()

    transcript = H(
        b"foyer/v1/handshake",
        u8(1),
        b"space",
        mine,
        my_nonce,
        prints["initiator"],
        theirs,
        their_nonce,
        prints["responder"],
    )
    check("handshake/transcript", transcript.hex(), vectors["transcript"])
    # The vectors draw the ephemeral seed of the initiator as 32 times 0x80, of the responder as 0x90.
    (public, secret), (other, _) = box_keys(b"\x80" * 32), box_keys(b"\x90" * 32)
    check("handshake/ephemerals", (mine, theirs), (public, other))
    shared = sodium.crypto_scalarmult(secret, theirs)
    key = D(H(shared, unhex(vectors["psk"])), "handshake", transcript)
    for role in ("initiator", "responder"):
        traffic = D(key, "handshake/traffic", role.encode())
        check("handshake/traffic", traffic.hex(), vectors["trafficKeys"][role])
    for number, role, person, sealed in [
        (2, "responder", "bob", proof),
        (1, "initiator", "alice", last_proof),
    ]:
        reader = Reader(unseal(D(key, "handshake/auth", role.encode()), sealed, transcript))
        certificate = read_certificate(reader)
        signature, mac = reader.bytes(64), reader.bytes(32)
        reader.end()
        check("handshake/who", as_text(certificate["device"]), vectors[person]["deviceId"])
        message = u8(number) + transcript + certificate["device"]
        signed = is_signed(certificate["signKey"], "handshake", message, signature)
        check("handshake/signature", signed, True)
        confirm = D(key, "handshake/confirm")
        wanted = D(confirm, "handshake/mac", u8(number), transcript, certificate["signed"])
        check("handshake/mac", mac, wanted)


def mailbox():
    vectors = load("mailbox")
    key = D(unhex(vectors["epochKey"]), "epoch/mailbox")
    check("mailbox/key", key.hex(), vectors["mailboxKey"])
    period = u32(vectors["now"] // 86_400_000 // 32)
    address, token = D(key, "mailbox/address", period), D(key, "mailbox/write", period)
    check("mailbox/address", address.hex(), vectors["address"])
    check("mailbox/write token", token.hex(), vectors["writeToken"])
    item = unhex(vectors["item"])
    plain = Reader(unseal(D(key, "mailbox/seal"), item, address))
    mail = plain.sized(262100)
    check("mailbox/zeros", any(plain.raw[plain.at :]), False)
    check("mailbox/mail", mail.hex(), vectors["mail"])
    reader = Reader(mail)
    check("mailbox/envelopes", reader.number(1), 1)
    envelopes = reader.list(65535, lambda: reader.sized(262144))
    check("mailbox/two", envelopes, [b"\3" * 5, b"\4" * 6])
    reader.end()
    read_receipt(Reader(unhex(vectors["receipt"])))
    put = u8(1) + u8(1) + u32(8) + address + token + u32(len(item)) + item
    check("mailbox/put", put.hex(), vectors["put"])
    check("mailbox/fetch", (u8(1) + u8(2) + u32(9) + address + u53(2)).hex(), vectors["fetch"])
    check("mailbox/stored", (u8(1) + u8(1) + u32(8) + u53(3)).hex(), vectors["stored"])
    check("mailbox/refused", (u8(1) + u8(2) + u32(8) + u8(3)).hex(), vectors["refused"])
    page = u8(1) + u8(3) + u32(9) + b"\5" * 8 + u8(1) + u16(1) + u53(3) + u32(len(item)) + item
    check("mailbox/page", page.hex(), vectors["page"])


def letter():
    vectors = load("letter")
    secret = box_keys(unhex(vectors["bob"]["seeds"]["box"]))[1]
    alice, bob = certificate_of(vectors["alice"]), certificate_of(vectors["bob"])
    shared = sodium.crypto_scalarmult(secret, alice["boxKey"])
    way = identifier(vectors["space"]), alice["device"], bob["device"]
    key = D(shared, "mailbox/letter", *way)
    check("letter/key", key.hex(), vectors["letterKey"])
    period = u32(vectors["now"] // 86_400_000 // 32)
    address = D(key, "mailbox/address", period)
    check("letter/address", address.hex(), vectors["address"])
    check("letter/write token", D(key, "mailbox/write", period).hex(), vectors["writeToken"])
    mail = Reader(unseal(D(key, "mailbox/seal"), unhex(vectors["item"]), address)).sized(262100)
    check("letter/mail", mail.hex(), vectors["mail"])
    reader = Reader(mail)
    check("letter/kind", reader.number(1), 4)
    name, part, count = reader.bytes(32), reader.number(1), reader.number(1)
    content = reader.sized(262100)
    reader.end()
    check("letter/parts", (part, count), (0, 1))
    check("letter/content", content.hex(), vectors["content"])
    check("letter/name", name, H(content))


def read_receipt(reader):
    check("mailbox/receipt", reader.number(1), 3)
    statement, signature = reader.sized(262144), reader.bytes(64)
    reader.end()
    inner = Reader(statement)
    inner.version(1)
    inner.bytes(32)
    device, at = inner.bytes(16), inner.number(8)
    heads = inner.list(4096, lambda: (inner.bytes(16), inner.number(8), inner.bytes(32)))
    inner.end()
    alice = load("envelope")["alice"]
    check("mailbox/receipt of", as_text(device), alice["deviceId"])
    check("mailbox/receipt at", (at, [seq for _, seq, _ in heads]), (load("mailbox")["now"], [7]))
    key = certificate_of(alice)["signKey"]
    check("mailbox/receipt signed", is_signed(key, "mailbox-receipt", statement, signature), True)


def session():
    """The tags and the numbers and lengths of each message."""
    layouts = {
        "hello": (1, lambda r: (r.number(2), r.number(8), r.list(64, lambda: r.bytes(32)))),
        "frontiers": (2, lambda r: (r.number(8), r.list(4096, lambda: head(r)))),
        "wantLog": (3, lambda r: r.list(64, lambda: r.bytes(32))),
        "logEntries": (
            4,
            lambda r: (r.list(64, lambda: r.bytes(32)), r.list(10000, lambda: r.sized(262144))),
        ),
        "want": (5, lambda r: (r.number(4), r.bytes(16), r.number(8), r.number(2))),
        "envelopes": (
            6,
            lambda r: (r.number(4), r.number(1), r.list(4096, lambda: r.sized(262144))),
        ),
        "cards": (7, lambda r: r.list(1000, lambda: r.sized(12288))),
        "wantChunks": (8, lambda r: r.list(64, lambda: r.bytes(32))),
        "chunk": (9, lambda r: (r.bytes(32), r.sized(263168))),
        "chunkMissing": (10, lambda r: r.bytes(32)),
        "bye": (11, lambda r: r.text(200)),
        "presence": (128, lambda r: r.sized(4096)),
        "proof": (129, lambda r: (r.sized(262144), r.sized(262144))),
        "own": (130, lambda r: r.sized(4 * 1024 * 1024)),
    }
    for one in load("session"):
        reader = Reader(unhex(one["bytes"]))
        tag, read = layouts[one["type"]]
        check("session/" + one["type"], reader.number(1), tag)
        read(reader)
        reader.end()


def head(reader):
    return reader.bytes(16), reader.number(8), reader.bytes(32)


def spoken():
    """What is said at a door, between devices of one person, of groups and of presence, field by field."""
    vectors = load("spoken")
    roles = ["", "owner", "admin", "editor", "commenter", "viewer", "guest"]

    def welcome(r):
        return {
            "inviter": r.text(800),
            "spaceName": r.text(800),
            "enamel": r.text(16),
            "role": roles[r.number(1)],
            "expiresAt": r.optional(lambda: r.number(8)),
            "readers": r.list(512, lambda: r.text(800)),
            "approval": r.bool(),
        }

    def entries(r):
        return r.list(65535, lambda: r.sized(262144).hex())

    def cards(r):
        return r.list(4096, lambda: r.sized(12288).hex())

    def space(r):
        return {
            "spaceId": as_text(r.bytes(32)),
            "name": r.text(800),
            "enamel": r.text(16),
            "sample": r.bool(),
            "entries": entries(r),
            "cards": cards(r),
        }

    def handed_part(r):
        return {"spaceId": as_text(r.bytes(32)), "entries": entries(r), "cards": cards(r)}

    def granted(r):
        check("spoken/certificate", as_text(read_certificate(r)["device"]), vectors["bob"]["deviceId"])
        return {"name": r.text(800), "enamel": r.text(16), "label": r.text(800)}

    def spaces(r):
        return {"spaces": r.list(1000, lambda: as_text(r.bytes(32)))}

    def place(r):
        return {"here": r.bool(), "itemId": r.optional(lambda: as_text(r.bytes(16)))}

    unions = {
        "door": {
            1: ("welcome", welcome),
            2: ("refused", lambda r: {"code": r.text(64)}),
            3: ("request", lambda r: {"request": r.sized(20480).hex()}),
            4: ("admitted", lambda r: {"entries": entries(r), "cards": cards(r)}),
            5: ("waiting", lambda r: {}),
            6: ("part", lambda r: {"entries": entries(r), "cards": cards(r)}),
        },
        "device": {
            1: ("ask", lambda r: {"label": r.text(800), "commitment": r.bytes(32).hex()}),
            2: ("granted", granted),
            3: ("space", lambda r: {"space": space(r)}),
            4: ("done", lambda r: {}),
            5: ("refused", lambda r: {}),
            6: ("entries", lambda r: {"spaceId": as_text(r.bytes(32)), "entries": entries(r)}),
            7: ("nonce", lambda r: {"nonce": r.bytes(32).hex()}),
            8: ("reveal", lambda r: {"nonce": r.bytes(32).hex()}),
            9: ("part", lambda r: {"part": handed_part(r)}),
        },
        "own": {
            1: ("have", spaces),
            2: ("want", spaces),
            3: ("space", lambda r: {"space": space(r)}),
            4: ("part", lambda r: {"part": handed_part(r)}),
        },
        "group": {
            1: ("group", lambda r: {"group": space(r)}),
            2: ("part", lambda r: {"part": handed_part(r)}),
        },
        "presence": {
            1: ("place", place),
            2: (
                "cursors",
                lambda r: {"itemId": as_text(r.bytes(16)), "update": r.sized(4000).hex()},
            ),
        },
        "session": {
            130: ("own", lambda r: {"bytes": r.sized(4 * 1024 * 1024).hex()}),
            133: ("group", lambda r: {"bytes": r.sized(4 * 1024 * 1024).hex()}),
            135: ("snapshots", lambda r: {"batch": r.list(16, lambda: r.sized(262144).hex())}),
        },
    }
    for kind, union in unions.items():
        seen = set()
        for one in vectors[kind]:
            reader = Reader(unhex(one.pop("encoded")))
            if kind in ("door", "device"):
                reader.version(2)
            tag = reader.number(1)
            name, read = union[tag]
            check("spoken/" + kind, {"type": name, **read(reader)}, one)
            reader.end()
            seen.add(tag)
        check("spoken/all of " + kind, seen, set(union))


def documents():
    vectors = load("documents")
    space, item = identifier(vectors["spaceId"]), identifier(vectors["itemId"])
    for kind, of in [("feed", space), ("comments", space), ("body", item)]:
        name = as_text(H(b"foyer/v1/doc/" + kind.encode(), of)[:16])
        check("documents/" + kind, name, vectors["docIds"][kind])
    client = vectors["client"]
    tag = int.from_bytes(H(identifier(client["deviceId"]))[:4], "big")
    check("documents/tag", tag, client["tag"])
    check("documents/client", tag * 2**21 + client["incarnation"], client["clientId"])
    void = vectors["void"]
    numbers = [1, 1, void["clientId"], void["clock"], 0, void["length"], 0]
    check("documents/void", b"".join(lib0(one) for one in numbers).hex(), void["update"])
    rest = vectors["atRest"]
    key = D(unhex(rest["dataKey"]), "at-rest/" + rest["kind"])
    place = lp(*(unhex(one) for one in rest["ids"]))
    check("documents/at rest", unseal(key, unhex(rest["sealed"]), place).hex(), rest["value"])


def lib0(number):
    """A number of variable length: seven bits a byte, the lowest first, the highest bit where more follow."""
    out = b""
    while number > 127:
        out += u8(number & 127 | 128)
        number >>= 7
    return out + u8(number)


def invitations():
    vectors = load("invitation")
    seed = unhex(vectors["seed"])
    public = sign_key(D(seed, "invitation/sign"))
    check("invitation/key", public.hex(), vectors["publicKey"])
    check("invitation/id", as_text(H(public)[:16]), vectors["inviteId"])
    for name, label in [("psk", "psk"), ("signalKey", "signal"), ("topicKey", "topic")]:
        check("invitation/" + name, D(seed, "invitation/" + label).hex(), vectors[name])
    link = vectors["link"]
    body = u8(1) + seed + identifier(link["spaceId"]) + unhex(link["inviterKey"])
    relay = link["relay"].encode()
    body += identifier(link["inviterDevice"]) + u32(len(relay)) + relay
    code = as_text(body + H(body)[:4])
    check("invitation/web", "https://relay.example/join#" + code, link["web"])
    check("invitation/desktop", "foyer://join/#" + code, link["desktop"])

    join = vectors["join"]
    reader = Reader(unhex(join["request"]))
    reader.version(1)
    invite, certificate = reader.bytes(16), read_certificate(reader)
    by_invitation, by_device = reader.bytes(64), reader.bytes(64)
    email = reader.optional(lambda: reader.text(320))
    card, signed, signature = read_card(reader.sized(12288))
    reader.end()
    claim = H(unhex(join["transcript"])) + invite + certificate["signed"]
    check("invitation/invite", as_text(invite), vectors["inviteId"])
    check("invitation/email", email, join["email"])
    check("invitation/by it", is_signed(public, "join/invitation", claim, by_invitation), True)
    key = certificate["signKey"]
    check("invitation/by device", is_signed(key, "join/device", claim, by_device), True)
    check("invitation/card", is_signed(key, "card", signed, signature), True)
    check("invitation/card of", card["device"], certificate["device"])


def devices():
    vectors = load("devices")
    link = vectors["link"]
    seed, relay = unhex(link["seed"]), link["relay"].encode()
    body = u8(link["version"]) + seed + identifier(link["device"]) + unhex(link["deviceKey"])
    body += u32(len(relay)) + relay
    check("devices/code", "foyer://device/#" + as_text(body + H(body)[:4]), link["code"])
    secrets = vectors["secrets"]
    for name, label in [("topicKey", "topic"), ("signalKey", "signal"), ("psk", "psk")]:
        check("devices/" + name, D(seed, "device/" + label).hex(), secrets[name])

    digits = vectors["digits"]
    transcript = unhex(digits["transcript"])
    joining, granting = (unhex(digits["nonces"][name]) for name in ("joining", "granting"))
    commitment = D(transcript, "device/commitment", joining)
    check("devices/commitment", commitment.hex(), digits["commitment"])
    shown = D(transcript, "device/digits", joining, granting)[:4]
    check("devices/digits", f"{int.from_bytes(shown, 'big') % 10**6:06d}", digits["shown"])

    added = vectors["added"]
    reader = Reader(unhex(added["stored"]))
    reader.version(2)
    device, box = reader.bytes(32), reader.bytes(32)
    certificate = read_certificate(reader)
    reader.end()
    check("devices/seeds", (device.hex(), box.hex()), (added["seeds"]["device"], added["seeds"]["box"]))
    check("devices/sign key", certificate["signKey"], sign_key(device))
    check("devices/box key", certificate["boxKey"], box_keys(box)[0])

    kit = vectors["kit"]
    root = unhex(kit["root"])
    whole = root + D(root, "kit/check")[:4]
    check("devices/kit", [word(bits) for bits in struct.unpack(">18H", whole)], kit["words"])
    check("devices/person", as_text(D(root, "user-id")[:16]), kit["userId"])
    safety_number(vectors["safety"])


def file():
    vectors = load("file")
    tag = H(identifier(vectors["device"]))[:4]
    key, last = unhex(vectors["key"]), vectors["last"]
    label = b"foyer/v1/file-chunk" + u32(last["index"])
    check("file/chunk", unseal(key, unhex(last["sealed"]), label).hex(), last["plain"])
    check("file/name of it", blake(unhex(last["sealed"])).hex(), last["hash"])
    listed = unhex(vectors["list"]["sealed"])
    hashes = unseal(key, listed, b"foyer/v1/file-hashes").hex()
    check("file/hashes", hashes, "".join(vectors["list"]["hashes"]))
    for one in vectors["manifests"]:
        wanted = one["manifest"]
        outer = Reader(unhex(one["bytes"]))
        outer.version(2)
        reader = Reader(outer.sized(65536))
        outer.end()
        name = reader.bytes(16)
        check("file/id", as_text(name), wanted["fileId"])
        check("file/tag", name[:4], tag)
        check("file/name", reader.text(4000), wanted["name"])
        check("file/size", reader.number(8), wanted["sizeBytes"])
        check("file/type", reader.text(200), wanted["mime"])
        picture = reader.optional(
            lambda: {
                "width": reader.number(4),
                "height": reader.number(4),
                "alt": reader.text(4000),
            }
        )
        check("file/picture", picture, wanted["picture"])
        removed = reader.list(3, lambda: ["location", "camera", "author"][reader.number(1)])
        check("file/removed", removed, wanted["removed"])
        check("file/key", reader.bytes(32), key)
        check("file/chunk size", reader.number(4), 262144)
        if reader.number(1) == 1:
            told = {"hashes": reader.list(500, lambda: reader.bytes(32).hex()), "type": "inline"}
        else:
            told = {"hash": reader.bytes(32).hex(), "count": reader.number(4), "type": "list"}
        check("file/chunks", told, wanted["chunks"])
        reader.end()
    check("file/list", blake(listed).hex(), vectors["manifests"][1]["manifest"]["chunks"]["hash"])


def versions():
    vectors = load("versions")
    key, blob = unhex(vectors["key"]), unhex(vectors["blob"])
    space, item = identifier(vectors["spaceId"]), identifier(vectors["itemId"])
    reader = Reader(unseal(key, blob, b"foyer/v1/version" + space + item))
    reader.version(1)
    told = {"title": reader.text(800), "name": reader.text(800)}
    told["tree"] = json.loads(reader.text(2 * 1024 * 1024))
    reader.end()
    check("versions/content", told, vectors["content"])
    check("versions/hash", blake(blob).hex(), vectors["hash"])
    proof = D(key, "version/check", space, item)
    check("versions/check", proof.hex(), vectors["check"])
    kind = {"automatic": 1, "named": 2, "beforeRestore": 3}
    record = vectors["feed"]["versions"][vectors["id"]]
    said = u8(1) + item + u53(record["at"]) + u53(record["order"]) + u8(kind[record["kind"]])
    said += blake(blob) + proof + u32(len(blob))
    name = u32(vectors["tag"]) + H(b"foyer/v1/version", space, said)[:12]
    check("versions/id", as_text(name), vectors["id"])
    messages = vectors["messages"]
    check("versions/want", (u8(131) + u16(1) + name).hex(), messages["wantVersions"])
    sent = u8(132) + name + key + u32(len(blob)) + blob
    check("versions/sent", sent.hex(), messages["version"])
    check("versions/missing", (u8(134) + name).hex(), messages["versionMissing"])


def word(bits):
    consonants, vowels = "bdfghjklmnprstvz", "aiou"
    letters = [(consonants, 12, 15), (vowels, 10, 3), (consonants, 6, 15), (vowels, 4, 3), (consonants, 0, 15)]
    return "".join(alphabet[bits >> shift & mask] for alphabet, shift, mask in letters)


def safety_number(safety):
    sides = sorted(
        identifier(one["userId"]) + sign_key(unhex(one["seeds"]["root"])) for one in safety["people"]
    )
    halves = b"".join(D(bytes(32), "safety-number", *sides, u8(n)) for n in (0, 1))
    groups = [halves[at : at + 5] for at in range(0, 60, 5)]
    digits = "".join(f"{int.from_bytes(group, 'big') % 100_000:05d}" for group in groups)
    check("devices/safety number", digits, safety["digits"])


for read in [
    crypto,
    identity,
    log,
    kits,
    hand_over,
    certificates,
    epoch,
    envelope,
    segment,
    snapshot,
    signal,
    handshake,
    mailbox,
    letter,
    session,
    spoken,
    documents,
    invitations,
    devices,
    file,
    versions,
]:
    read()
print(", ".join(f"{name} {count}" for name, count in checked.items()))
