// Opens the line that the address names, #L12, and puts the address of a line that is opened into the bar.
"use strict";
function follow() {
    const line = /^#L\d+$/.test(location.hash) && document.getElementById(location.hash.slice(1));
    if (line) {
        line.open = true;
        line.querySelector("summary").scrollIntoView({ block: "center" });
    }
}
for (const line of document.querySelectorAll("details.line")) {
    line.addEventListener("toggle", () => {
        if (line.open && location.hash !== "#" + line.id) {
            history.replaceState(null, "", "#" + line.id);
        }
    });
}
addEventListener("hashchange", follow);
follow();
