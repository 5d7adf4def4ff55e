// A page of Svelte 5: properties, events and the life of the element by its own means.
import { mount } from "svelte";
import Page from "./Svelte.svelte";

mount(Page, { target: document.getElementById("page") });
