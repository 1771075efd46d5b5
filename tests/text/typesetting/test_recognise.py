"""What texts are taken for."""

import pytest

from reviewtui.text.typesetting.recognise import Kind, recognise

CODE = {
    "python": "import os\n\n\ndef main(argv):\n    # Say hello to the whole wide world.\n    print(argv)\n",
    "typescript": "const a = 1;\nfunction f(x) {\n  return x + a;\n}\nconsole.log(f(2));\n",
    "java": "package a;\n\nclass Main {\n    private static int count() {\n        return 1;\n    }\n}\n",
    "cpp": '#include <stdio.h>\n\nint main(void) {\n    printf("hi");\n    return 0;\n}\n',
    "rust": "use std::io;\n\nfn main() {\n    let mut line = String::new();\n}\n",
    "go": 'package main\n\nfunc main() {\n\tx := 1\n\tfmt.Println("hi", x)\n}\n',
    "sql": "SELECT a,\n       b\nFROM t\nWHERE a = 1\nORDER BY b;\n",
    "bash": "#!/usr/bin/env bash\nset -e\necho hi\n",
    "html": "<!DOCTYPE html>\n<html>\n<p>Some words that make up a sentence.</p>\n</html>\n",
    "css": ".a {\n  color: red;\n  margin: 0;\n}\n",
    "json": '{\n  "a": [1, 2]\n}\n',
    "diff": "diff --git a/x b/x\n--- a/x\n+++ b/x\n@@ -1 +1 @@\n-a\n+b\n",
}


@pytest.mark.parametrize("language", CODE)
def test_code_without_fences(language: str) -> None:
    assert recognise(CODE[language]) == (Kind.CODE, language)


@pytest.mark.parametrize(
    "source",
    [
        "",
        " \n\t\n",
        "word",
        "[1] Smith, A. (2020)\n[2] Jones, B. (2021)\n[3]",
        "[1]",
        "[TODO: write this]",
        "{name} is not a template]}",
        "Dear Sir,\n\nI write to you;\nplease answer:\n\nYours (truly),\nA. Writer",
        "Shopping:\n- eggs\n- milk;\n- bread,\n- (maybe) tea\n",
        "# Title\n\n## Part\n\n- [ ] one\n- [ ] two\n",
        "From here to there\nwhere all are;\nfor whom the bell tolls:\nimport and export\nif only:\n",
        "Use this:\n\n```python\nimport os\nprint(1)\n```\n",
        "--- \n\n+++ and more\n",
        "Select from these.\nReturn the forms.\nPublic and private matters;\n",
        "x = 1\n",
        "Q: What is it?\nA: A thing.\nQ: (really)?\nA: Yes;\n",
        "<p>One line of markup in what is otherwise a sentence about markup.</p>\nAnd so on, and so forth.\n",
        "<b>Bold</b>\nwords\n",
        "<details>\n\n# Title\n\n- [x] done;\n- **open**,\n\n</details>\n",
        "The roses bloom,\nthe violets too;\nand sugar,\nand you;\n",
    ],
)
def test_prose_is_never_code(source: str) -> None:
    assert recognise(source).kind is Kind.MARKDOWN


def test_a_part_of_a_page_is_markup() -> None:
    assert recognise("<ul>\n  <li>One</li>\n  <li>Two</li>\n</ul>\n") == (Kind.CODE, "html")


def test_json_by_its_lines() -> None:
    long = '{"a": "' + "x" * 100 + '", "b": [true, false, null, -1.5]}'
    assert recognise(long).kind is recognise(f"\n {long}\n").kind is Kind.ONE_LINE_JSON
    # What is short is read at a glance, and what was laid out stays so.
    assert recognise('{"a": [1, 2]}') == recognise(f"{long}\n{long}") == (Kind.CODE, "json")
    assert recognise("[" + "1, " * 5000 + "1]").kind is Kind.ONE_LINE_JSON
    assert recognise("[" + '"a", ' * 5000 + '"b] and then words').kind is Kind.MARKDOWN
    assert recognise(long[:-1]).kind is Kind.MARKDOWN
    assert recognise('{"a": ' + "word " * 2000 + "}").kind is Kind.MARKDOWN
