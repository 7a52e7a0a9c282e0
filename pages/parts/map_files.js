// Says so where a map stays blank because one of its files cannot be had.
export default async function ({ parentElement, data }) {
  const answers = await Promise.allSettled(data.files.map((file) => fetch(file, { method: "HEAD" })));
  parentElement.querySelector("p").textContent = answers.every(({ value }) => value?.ok) ? "" : data.missing;
}
