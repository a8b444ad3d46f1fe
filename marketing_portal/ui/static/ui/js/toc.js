// Marks the section that is being read in the list of sections beside it.
(() => {
  "use strict";

  const links = new Map();
  for (const link of document.querySelectorAll('.toc a[href^="#"]')) {
    const section = document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (section) links.set(section, link);
  }
  if (!links.size) return;

  const visible = new Set();
  const mark = () => {
    const current = [...links.keys()].find((section) => visible.has(section));
    if (!current) return;
    for (const [section, link] of links) {
      if (section === current) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
  };

  const observer = new IntersectionObserver((entries) => {
    for (const entry of entries) {
      if (entry.isIntersecting) visible.add(entry.target);
      else visible.delete(entry.target);
    }
    mark();
  }, { rootMargin: "-10% 0px -60% 0px" });
  for (const section of links.keys()) observer.observe(section);
})();
