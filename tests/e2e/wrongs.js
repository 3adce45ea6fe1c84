// Put into every page of a story: what is wrong with what is drawn of other
// people's posts. `wrongsIn(elements)` gives a list of words, empty if all is well.
(() => {
  // Nothing like these is drawn anywhere among posts.
  const FORBIDDEN = "script,style,iframe,frame,frameset,object,embed,applet,base,meta,link,template,noscript,portal,math,foreignObject,marquee";
  // What a text may consist of.
  const TEXT = "p,div,blockquote,ul,ol,li,pre,code,hr,details,summary,table,thead,tbody,tr,th,td,a,bdi,span,br,strong,em,del,u,small,sub,sup,mark,ruby,rp,rt,img";
  // Where the words are other people's.
  const THEIRS = ".text,.head__name,.head__handle,.quote__who,.warning__text,.poll__title,.preview";
  const SCHEMES = { href: /^(https?|mailto|xmpp|gemini|ap|web\+ap):/, src: /^(https?|blob):/, poster: /^https?:/ };
  const NEVER = /^on|^(srcdoc|srcset|formaction|action|xlink:href|background|ping|data|http-equiv)$/;
  const TURNING = /[\u202a-\u202e\u2066\u2067\0-\x08\x0e-\x1f\x7f-\x9f]/;

  function attributes(it) {
    const isTheirs = it.closest(THEIRS) !== null;
    return [...it.attributes].flatMap(({ name, value }) => {
      const scheme = SCHEMES[name];
      if (scheme && !scheme.test(new URL(value, document.baseURI).href)) return [`${name}=${value}`];
      if (NEVER.test(name)) return [`${name}=${value}`];
      if (["style", "name", "is", "slot"].includes(name) && isTheirs) return [`${name}=${value} in ${it.localName}`];
      if (name === "id" && it.closest(".text")) return [`id=${value} within a text`];
      return [];
    });
  }

  function links(root) {
    const bare = [...root.querySelectorAll("a[target]")].filter((it) => !/\bnoopener\b/.test(it.rel));
    return bare.map((it) => `a link without noopener: ${it.href}`);
  }

  // A name is text and emoji on one line, and our own marks stand outside of it.
  function names(root) {
    return [...root.querySelectorAll(".head__name, .head__handle")].flatMap((it) => {
      const line = parseFloat(getComputedStyle(it).fontSize) * 2.5;
      return [
        it.querySelector(":not(img.emoji)") && "more than text and emoji in a name",
        it.getBoundingClientRect().height > line && "a name higher than its line",
        getComputedStyle(it).overflowX === "visible" && "a name that flows out of its box",
        getComputedStyle(it).unicodeBidi !== "isolate" && "a name that turns what is around it",
      ].filter(Boolean);
    });
  }

  function wrongsOf(root) {
    const strange = [...root.querySelectorAll(FORBIDDEN)].map((it) => `<${it.localName}>`);
    const icons = [...root.querySelectorAll("svg")].filter((it) => it.closest(THEIRS) && !it.closest(".icon")).map(() => "<svg>");
    const texts = [...root.querySelectorAll(".text *")].filter((it) => !it.matches(TEXT)).map((it) => `<${it.localName}> in a text`);
    const turns = TURNING.test(root.textContent) ? ["a character that turns or controls"] : [];
    return [...strange, ...icons, ...texts, ...turns, ...links(root), ...names(root), ...[...root.querySelectorAll("*")].flatMap(attributes)];
  }

  window.wrongsIn = (elements) => [...new Set([...elements].flatMap(wrongsOf))];
})();
