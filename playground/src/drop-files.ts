import { type FileRead, readFile } from "./read-file.js";
import { byId } from "./view/element.js";

/** Takes files that are dropped anywhere on the page or chosen with the button. */
export function acceptFiles(onFile: (read: FileRead, name: string) => void): void {
  const chooser = byId<HTMLInputElement>("file");
  const take = async (file: File | undefined): Promise<void> => {
    if (file !== undefined) onFile(await readFile(file), file.name);
  };
  byId("open").addEventListener("click", () => chooser.click());
  chooser.addEventListener("change", () => {
    void take(chooser.files?.[0]);
    // The same file can be chosen again once it has changed.
    chooser.value = "";
  });
  const isFile = (event: DragEvent): boolean => event.dataTransfer?.types.includes("Files") === true;
  const mark = (isOver: boolean): void => {
    document.body.classList.toggle("dropping", isOver);
  };
  window.addEventListener("dragover", (event) => {
    if (!isFile(event)) return;
    event.preventDefault();
    mark(true);
  });
  window.addEventListener("dragleave", ({ relatedTarget }) => mark(relatedTarget !== null));
  window.addEventListener("drop", (event) => {
    if (!isFile(event)) return;
    event.preventDefault();
    mark(false);
    void take(event.dataTransfer?.files[0]);
  });
}
