// A page of Vue 3: properties, events and the life of the element by its own means.
import { createApp } from "vue";
import Page from "./Vue.vue";

createApp(Page).mount("#page");
