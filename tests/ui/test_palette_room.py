"""The palette where its list has no room."""


async def test_a_page_key_without_room_is_passed_over(opened):
    async with opened(size=(7, 3)) as reader:
        await reader.press("ctrl+p", "o", "pageup", "pagedown", "down")
        assert reader.app.is_running
        await reader.press("escape", "escape")
        assert reader.app.screen is reader.main
