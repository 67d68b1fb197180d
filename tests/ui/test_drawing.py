"""Only lines that have changed are drawn again; what stands on the screen is what drawing all of it would show."""

import pytest

from reader.ui.widgets.pane import LinePane

KEYS = (
    "j j enter e e ] tab tab j k shift+tab s N U u u j enter backspace v j escape n p z z < > H H"
    " space g G tab e escape l h t t t t"
)


def standing(reader) -> list[list[tuple[str, object]]]:
    strips = reader.app.screen._compositor.render_strips()
    return [[(segment.text, segment.style) for segment in strip.simplify()] for strip in strips]


async def drawn_anew(reader) -> list[list[tuple[str, object]]]:
    for pane in reader.main.query(LinePane):
        pane.notify_style_update()
        pane.refresh()
    await reader.pilot.pause()
    return standing(reader)


@pytest.mark.parametrize("size", [(120, 40), (90, 24)])
async def test_what_is_not_drawn_again_has_not_changed(opened, size):
    async with opened(size=size) as reader:
        for key in KEYS.split():
            await reader.press(key)
            reader.app.writer.submit(lambda _: None).result()
            await reader.pilot.pause()
            stands = standing(reader)
            assert stands == await drawn_anew(reader), f"after {key}"


async def test_a_mark_draws_the_row_that_it_is_on_and_the_frame(opened):
    async with opened() as reader:
        await reader.press("j", "j")
        pane = reader.main.list_pane
        drawn: list[int] = []
        draw = pane._draw
        pane._draw = lambda look: drawn.append(1) or draw(look)
        await reader.press("s")
        reader.app.writer.submit(lambda _: None).result()
        await reader.until(lambda: any("★" in text for text, _ in pane.pieces(4)))
        await reader.pilot.pause()
        assert len(drawn) == 1
