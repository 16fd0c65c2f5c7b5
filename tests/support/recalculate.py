# SPDX-License-Identifier: GPL-3.0-or-later
"""python3 recalculate.py BOOK.xlsx COPY.xlsx [SHEET!CELL=NUMBER..] [spoil=SHEET!CELL]

A copy of a workbook in which these cells have these numbers, and no formula has a value: whoever
opens it must work all of them out. A spoilt formula has 1e-9 added."""
import re
import sys
import zipfile

book, copy, *changes = sys.argv[1:]
names = re.findall(r'<sheet name="(\w+)"', zipfile.ZipFile(book).read("xl/workbook.xml").decode())
path = {name: f"xl/worksheets/sheet{n + 1}.xml" for n, name in enumerate(names)}


def edited(part, text):
    for change in changes:
        place, number = change.split("=")
        if place == "spoil":
            sheet, cell = number.split("!")
            pattern, new = rf'(<c r="{cell}"[^>]*><f>)(.*?)(</f>)', r"\1\2+1E-9\3"
        else:
            sheet, cell = place.split("!")
            pattern = rf'(<c r="{cell}" s="\d+")(?:/>|><v>[^<]*</v></c>)'
            new = rf"\1><v>{number}</v></c>"
        if path[sheet] == part:
            text, n = re.subn(pattern, new, text)
            assert n == 1, f"{change}: found {n} times"
    return re.sub(r"</f><v>[^<]*</v>", "</f>", text)


with zipfile.ZipFile(book) as old, zipfile.ZipFile(copy, "w", zipfile.ZIP_DEFLATED) as new:
    for item in old.infolist():
        data = old.read(item)
        if item.filename in path.values():
            data = edited(item.filename, data.decode()).encode()
        new.writestr(item, data)
