"""A slip to hand to a person: who they are here, their code, and both as a picture for a tablet's camera."""

from urllib.parse import urlencode

import segno
from jinja2 import Environment, StrictUndefined

_PAGE = Environment(autoescape=True, undefined=StrictUndefined).from_string("""\
<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Sign-in slip of {{ name }}</title>
<style>
  body { font: 14pt/1.4 sans-serif; margin: 0; color: #000; background: #fff }
  main { border: 1px dashed #777; width: 9.5cm; margin: 1cm; padding: .6cm }
  h1 { font-size: 18pt; line-height: 1.2; margin: 0 0 .2em }
  p { margin: .3em 0 }
  .code { font: bold 18pt/1.6 monospace; white-space: nowrap }
  svg { display: block; width: 5cm; height: 5cm; margin: .3cm 0 }
  small { font-size: 10pt }
</style>
<main>
<h1>{{ name }}</h1>
<p>{{ role }}</p>
<p class="code">{{ code }}</p>
{{ picture | safe }}
<p>{{ address }}</p>
<p><small>Scan the picture with a tablet, or open the address and key your name and the code. Whoever has this
slip can sign in as you: keep it with you, and tear it up when you go home.</small></p>
</main>
</html>
""")


def address_on_slip(address: str, name: str, code: str) -> str:
    """The sign-in page with name and code behind #, which a browser never sends anywhere."""
    return f"{address.rstrip('/')}/sign-in#{urlencode({'name': name, 'code': code})}"


def page(address: str, name: str, role: str, code: str) -> str:
    """The slip as one page to print, that needs nothing else."""
    picture = segno.make(address_on_slip(address, name, code), error="m")
    return _PAGE.render(
        name=name,
        role=role,
        code=code,
        address=f"{address.rstrip('/')}/sign-in",
        picture=picture.svg_inline(
            border=4, omitsize=True, title="The sign-in page, with the code"
        ),
    )
