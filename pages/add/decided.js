// What has been decided of the figures of a document, for the board that shows them (``board.js``).
export default function (component) {
  window.atlasAddDecided = component.data;
  window.atlasAdd?.follow(component.data);
}
