document.querySelector(`home-assistant`)!==null&&await customElements.whenDefined(`home-assistant`);var e=globalThis,t=e.ShadowRoot&&(e.ShadyCSS===void 0||e.ShadyCSS.nativeShadow)&&`adoptedStyleSheets`in Document.prototype&&`replace`in CSSStyleSheet.prototype,n=Symbol(),r=/* @__PURE__ */ new WeakMap,i=class{constructor(e,t,r){if(this._$cssResult$=!0,r!==n)throw Error("CSSResult is not constructable. Use `unsafeCSS` or `css` instead.");this.cssText=e,this.t=t}get styleSheet(){let e=this.o,n=this.t;if(t&&e===void 0){let t=n!==void 0&&n.length===1;t&&(e=r.get(n)),e===void 0&&((this.o=e=new CSSStyleSheet).replaceSync(this.cssText),t&&r.set(n,e))}return e}toString(){return this.cssText}},a=e=>new i(typeof e==`string`?e:e+``,void 0,n),o=(e,...t)=>new i(e.length===1?e[0]:t.reduce((t,n,r)=>t+(e=>{if(!0===e._$cssResult$)return e.cssText;if(typeof e==`number`)return e;throw Error(`Value passed to 'css' function must be a 'css' function result: `+e+`. Use 'unsafeCSS' to pass non-literal values, but take care to ensure page security.`)})(n)+e[r+1],e[0]),e,n),s=(n,r)=>{if(t)n.adoptedStyleSheets=r.map(e=>e instanceof CSSStyleSheet?e:e.styleSheet);else for(let t of r){let r=document.createElement(`style`),i=e.litNonce;i!==void 0&&r.setAttribute(`nonce`,i),r.textContent=t.cssText,n.appendChild(r)}},c=t?e=>e:e=>e instanceof CSSStyleSheet?(e=>{let t=``;for(let n of e.cssRules)t+=n.cssText;return a(t)})(e):e,{is:l,defineProperty:u,getOwnPropertyDescriptor:d,getOwnPropertyNames:f,getOwnPropertySymbols:p,getPrototypeOf:m}=Object,ee=globalThis,te=ee.trustedTypes,ne=te?te.emptyScript:``,re=ee.reactiveElementPolyfillSupport,ie=(e,t)=>e,ae={toAttribute(e,t){switch(t){case Boolean:e=e?ne:null;break;case Object:case Array:e=e==null?e:JSON.stringify(e)}return e},fromAttribute(e,t){let n=e;switch(t){case Boolean:n=e!==null;break;case Number:n=e===null?null:Number(e);break;case Object:case Array:try{n=JSON.parse(e)}catch{n=null}}return n}},oe=(e,t)=>!l(e,t),se={attribute:!0,type:String,converter:ae,reflect:!1,useDefault:!1,hasChanged:oe};Symbol.metadata??=Symbol(`metadata`),ee.litPropertyMetadata??=/* @__PURE__ */ new WeakMap;var ce=class extends HTMLElement{static addInitializer(e){this._$Ei(),(this.l??=[]).push(e)}static get observedAttributes(){return this.finalize(),this._$Eh&&[...this._$Eh.keys()]}static createProperty(e,t=se){if(t.state&&(t.attribute=!1),this._$Ei(),this.prototype.hasOwnProperty(e)&&((t=Object.create(t)).wrapped=!0),this.elementProperties.set(e,t),!t.noAccessor){let n=Symbol(),r=this.getPropertyDescriptor(e,n,t);r!==void 0&&u(this.prototype,e,r)}}static getPropertyDescriptor(e,t,n){let{get:r,set:i}=d(this.prototype,e)??{get(){return this[t]},set(e){this[t]=e}};return{get:r,set(t){let a=r?.call(this);i?.call(this,t),this.requestUpdate(e,a,n)},configurable:!0,enumerable:!0}}static getPropertyOptions(e){return this.elementProperties.get(e)??se}static _$Ei(){if(this.hasOwnProperty(ie(`elementProperties`)))return;let e=m(this);e.finalize(),e.l!==void 0&&(this.l=[...e.l]),this.elementProperties=new Map(e.elementProperties)}static finalize(){if(this.hasOwnProperty(ie(`finalized`)))return;if(this.finalized=!0,this._$Ei(),this.hasOwnProperty(ie(`properties`))){let e=this.properties,t=[...f(e),...p(e)];for(let n of t)this.createProperty(n,e[n])}let e=this[Symbol.metadata];if(e!==null){let t=litPropertyMetadata.get(e);if(t!==void 0)for(let[e,n]of t)this.elementProperties.set(e,n)}this._$Eh=/* @__PURE__ */ new Map;for(let[e,t]of this.elementProperties){let n=this._$Eu(e,t);n!==void 0&&this._$Eh.set(n,e)}this.elementStyles=this.finalizeStyles(this.styles)}static finalizeStyles(e){let t=[];if(Array.isArray(e)){let n=new Set(e.flat(1/0).reverse());for(let e of n)t.unshift(c(e))}else e!==void 0&&t.push(c(e));return t}static _$Eu(e,t){let n=t.attribute;return!1===n?void 0:typeof n==`string`?n:typeof e==`string`?e.toLowerCase():void 0}constructor(){super(),this._$Ep=void 0,this.isUpdatePending=!1,this.hasUpdated=!1,this._$Em=null,this._$Ev()}_$Ev(){this._$ES=new Promise(e=>this.enableUpdating=e),this._$AL=/* @__PURE__ */ new Map,this._$E_(),this.requestUpdate(),this.constructor.l?.forEach(e=>e(this))}addController(e){(this._$EO??=/* @__PURE__ */ new Set).add(e),this.renderRoot!==void 0&&this.isConnected&&e.hostConnected?.()}removeController(e){this._$EO?.delete(e)}_$E_(){let e=/* @__PURE__ */ new Map,t=this.constructor.elementProperties;for(let n of t.keys())this.hasOwnProperty(n)&&(e.set(n,this[n]),delete this[n]);e.size>0&&(this._$Ep=e)}createRenderRoot(){let e=this.shadowRoot??this.attachShadow(this.constructor.shadowRootOptions);return s(e,this.constructor.elementStyles),e}connectedCallback(){this.renderRoot??=this.createRenderRoot(),this.enableUpdating(!0),this._$EO?.forEach(e=>e.hostConnected?.())}enableUpdating(e){}disconnectedCallback(){this._$EO?.forEach(e=>e.hostDisconnected?.())}attributeChangedCallback(e,t,n){this._$AK(e,n)}_$ET(e,t){let n=this.constructor.elementProperties.get(e),r=this.constructor._$Eu(e,n);if(r!==void 0&&!0===n.reflect){let i=(n.converter?.toAttribute===void 0?ae:n.converter).toAttribute(t,n.type);this._$Em=e,i==null?this.removeAttribute(r):this.setAttribute(r,i),this._$Em=null}}_$AK(e,t){let n=this.constructor,r=n._$Eh.get(e);if(r!==void 0&&this._$Em!==r){let e=n.getPropertyOptions(r),i=typeof e.converter==`function`?{fromAttribute:e.converter}:e.converter?.fromAttribute===void 0?ae:e.converter;this._$Em=r;let a=i.fromAttribute(t,e.type);this[r]=a??this._$Ej?.get(r)??a,this._$Em=null}}requestUpdate(e,t,n,r=!1,i){if(e!==void 0){let a=this.constructor;if(!1===r&&(i=this[e]),n??=a.getPropertyOptions(e),!((n.hasChanged??oe)(i,t)||n.useDefault&&n.reflect&&i===this._$Ej?.get(e)&&!this.hasAttribute(a._$Eu(e,n))))return;this.C(e,t,n)}!1===this.isUpdatePending&&(this._$ES=this._$EP())}C(e,t,{useDefault:n,reflect:r,wrapped:i},a){n&&!(this._$Ej??=/* @__PURE__ */ new Map).has(e)&&(this._$Ej.set(e,a??t??this[e]),!0!==i||a!==void 0)||(this._$AL.has(e)||(this.hasUpdated||n||(t=void 0),this._$AL.set(e,t)),!0===r&&this._$Em!==e&&(this._$Eq??=/* @__PURE__ */ new Set).add(e))}async _$EP(){this.isUpdatePending=!0;try{await this._$ES}catch(e){Promise.reject(e)}let e=this.scheduleUpdate();return e!=null&&await e,!this.isUpdatePending}scheduleUpdate(){return this.performUpdate()}performUpdate(){if(!this.isUpdatePending)return;if(!this.hasUpdated){if(this.renderRoot??=this.createRenderRoot(),this._$Ep){for(let[e,t]of this._$Ep)this[e]=t;this._$Ep=void 0}let e=this.constructor.elementProperties;if(e.size>0)for(let[t,n]of e){let{wrapped:e}=n,r=this[t];!0!==e||this._$AL.has(t)||r===void 0||this.C(t,void 0,n,r)}}let e=!1,t=this._$AL;try{e=this.shouldUpdate(t),e?(this.willUpdate(t),this._$EO?.forEach(e=>e.hostUpdate?.()),this.update(t)):this._$EM()}catch(t){throw e=!1,this._$EM(),t}e&&this._$AE(t)}willUpdate(e){}_$AE(e){this._$EO?.forEach(e=>e.hostUpdated?.()),this.hasUpdated||(this.hasUpdated=!0,this.firstUpdated(e)),this.updated(e)}_$EM(){this._$AL=/* @__PURE__ */ new Map,this.isUpdatePending=!1}get updateComplete(){return this.getUpdateComplete()}getUpdateComplete(){return this._$ES}shouldUpdate(e){return!0}update(e){this._$Eq&&=this._$Eq.forEach(e=>this._$ET(e,this[e])),this._$EM()}updated(e){}firstUpdated(e){}};ce.elementStyles=[],ce.shadowRootOptions={mode:`open`},ce[ie(`elementProperties`)]=/* @__PURE__ */ new Map,ce[ie(`finalized`)]=/* @__PURE__ */ new Map,re?.({ReactiveElement:ce}),(ee.reactiveElementVersions??=[]).push(`2.1.2`);var le=globalThis,ue=e=>e,de=le.trustedTypes,fe=de?de.createPolicy(`lit-html`,{createHTML:e=>e}):void 0,pe=`$lit$`,h=`lit$${Math.random().toFixed(9).slice(2)}$`,me=`?`+h,he=`<${me}>`,ge=document,_e=()=>ge.createComment(``),ve=e=>e===null||typeof e!=`object`&&typeof e!=`function`,ye=Array.isArray,be=e=>ye(e)||typeof e?.[Symbol.iterator]==`function`,xe=`[ 	
\f\r]`,Se=/<(?:(!--|\/[^a-zA-Z])|(\/?[a-zA-Z][^>\s]*)|(\/?$))/g,Ce=/-->/g,we=/>/g,Te=RegExp(`>|${xe}(?:([^\\s"'>=/]+)(${xe}*=${xe}*(?:[^ \t\n\f\r"'\`<>=]|("|')|))|$)`,`g`),Ee=/'/g,De=/"/g,Oe=/^(?:script|style|textarea|title)$/i,ke=e=>(t,...n)=>({_$litType$:e,strings:t,values:n}),g=ke(1),_=ke(2),v=Symbol.for(`lit-noChange`),y=Symbol.for(`lit-nothing`),Ae=/* @__PURE__ */ new WeakMap,je=ge.createTreeWalker(ge,129);function Me(e,t){if(!ye(e)||!e.hasOwnProperty(`raw`))throw Error(`invalid template strings array`);return fe===void 0?t:fe.createHTML(t)}var Ne=(e,t)=>{let n=e.length-1,r=[],i,a=t===2?`<svg>`:t===3?`<math>`:``,o=Se;for(let t=0;t<n;t++){let n=e[t],s,c,l=-1,u=0;for(;u<n.length&&(o.lastIndex=u,c=o.exec(n),c!==null);)u=o.lastIndex,o===Se?c[1]===`!--`?o=Ce:c[1]===void 0?c[2]===void 0?c[3]!==void 0&&(o=Te):(Oe.test(c[2])&&(i=RegExp(`</`+c[2],`g`)),o=Te):o=we:o===Te?c[0]===`>`?(o=i??Se,l=-1):c[1]===void 0?l=-2:(l=o.lastIndex-c[2].length,s=c[1],o=c[3]===void 0?Te:c[3]===`"`?De:Ee):o===De||o===Ee?o=Te:o===Ce||o===we?o=Se:(o=Te,i=void 0);let d=o===Te&&e[t+1].startsWith(`/>`)?` `:``;a+=o===Se?n+he:l>=0?(r.push(s),n.slice(0,l)+pe+n.slice(l)+h+d):n+h+(l===-2?t:d)}return[Me(e,a+(e[n]||`<?>`)+(t===2?`</svg>`:t===3?`</math>`:``)),r]},Pe=class e{constructor({strings:t,_$litType$:n},r){let i;this.parts=[];let a=0,o=0,s=t.length-1,c=this.parts,[l,u]=Ne(t,n);if(this.el=e.createElement(l,r),je.currentNode=this.el.content,n===2||n===3){let e=this.el.content.firstChild;e.replaceWith(...e.childNodes)}for(;(i=je.nextNode())!==null&&c.length<s;){if(i.nodeType===1){if(i.hasAttributes())for(let e of i.getAttributeNames())if(e.endsWith(pe)){let t=u[o++],n=i.getAttribute(e).split(h),r=/([.?@])?(.*)/.exec(t);c.push({type:1,index:a,name:r[2],strings:n,ctor:r[1]===`.`?ze:r[1]===`?`?Be:r[1]===`@`?Ve:Re}),i.removeAttribute(e)}else e.startsWith(h)&&(c.push({type:6,index:a}),i.removeAttribute(e));if(Oe.test(i.tagName)){let e=i.textContent.split(h),t=e.length-1;if(t>0){i.textContent=de?de.emptyScript:``;for(let n=0;n<t;n++)i.append(e[n],_e()),je.nextNode(),c.push({type:2,index:++a});i.append(e[t],_e())}}}else if(i.nodeType===8){if(i.data===me)c.push({type:2,index:a});else{let e=-1;for(;(e=i.data.indexOf(h,e+1))!==-1;)c.push({type:7,index:a}),e+=h.length-1}}a++}}static createElement(e,t){let n=ge.createElement(`template`);return n.innerHTML=e,n}};function Fe(e,t,n=e,r){if(t===v)return t;let i=r===void 0?n._$Cl:n._$Co?.[r],a=ve(t)?void 0:t._$litDirective$;return i?.constructor!==a&&(i?._$AO?.(!1),a===void 0?i=void 0:(i=new a(e),i._$AT(e,n,r)),r===void 0?n._$Cl=i:(n._$Co??=[])[r]=i),i!==void 0&&(t=Fe(e,i._$AS(e,t.values),i,r)),t}var Ie=class{constructor(e,t){this._$AV=[],this._$AN=void 0,this._$AD=e,this._$AM=t}get parentNode(){return this._$AM.parentNode}get _$AU(){return this._$AM._$AU}u(e){let{el:{content:t},parts:n}=this._$AD,r=(e?.creationScope??ge).importNode(t,!0);je.currentNode=r;let i=je.nextNode(),a=0,o=0,s=n[0];for(;s!==void 0;){if(a===s.index){let t;s.type===2?t=new Le(i,i.nextSibling,this,e):s.type===1?t=new s.ctor(i,s.name,s.strings,this,e):s.type===6&&(t=new He(i,this,e)),this._$AV.push(t),s=n[++o]}a!==s?.index&&(i=je.nextNode(),a++)}return je.currentNode=ge,r}p(e){let t=0;for(let n of this._$AV)n!==void 0&&(n.strings===void 0?n._$AI(e[t]):(n._$AI(e,n,t),t+=n.strings.length-2)),t++}},Le=class e{get _$AU(){return this._$AM?._$AU??this._$Cv}constructor(e,t,n,r){this.type=2,this._$AH=y,this._$AN=void 0,this._$AA=e,this._$AB=t,this._$AM=n,this.options=r,this._$Cv=r?.isConnected??!0}get parentNode(){let e=this._$AA.parentNode,t=this._$AM;return t!==void 0&&e?.nodeType===11&&(e=t.parentNode),e}get startNode(){return this._$AA}get endNode(){return this._$AB}_$AI(e,t=this){e=Fe(this,e,t),ve(e)?e===y||e==null||e===``?(this._$AH!==y&&this._$AR(),this._$AH=y):e!==this._$AH&&e!==v&&this._(e):e._$litType$===void 0?e.nodeType===void 0?be(e)?this.k(e):this._(e):this.T(e):this.$(e)}O(e){return this._$AA.parentNode.insertBefore(e,this._$AB)}T(e){this._$AH!==e&&(this._$AR(),this._$AH=this.O(e))}_(e){this._$AH!==y&&ve(this._$AH)?this._$AA.nextSibling.data=e:this.T(ge.createTextNode(e)),this._$AH=e}$(e){let{values:t,_$litType$:n}=e,r=typeof n==`number`?this._$AC(e):(n.el===void 0&&(n.el=Pe.createElement(Me(n.h,n.h[0]),this.options)),n);if(this._$AH?._$AD===r)this._$AH.p(t);else{let e=new Ie(r,this),n=e.u(this.options);e.p(t),this.T(n),this._$AH=e}}_$AC(e){let t=Ae.get(e.strings);return t===void 0&&Ae.set(e.strings,t=new Pe(e)),t}k(t){ye(this._$AH)||(this._$AH=[],this._$AR());let n=this._$AH,r,i=0;for(let a of t)i===n.length?n.push(r=new e(this.O(_e()),this.O(_e()),this,this.options)):r=n[i],r._$AI(a),i++;i<n.length&&(this._$AR(r&&r._$AB.nextSibling,i),n.length=i)}_$AR(e=this._$AA.nextSibling,t){for(this._$AP?.(!1,!0,t);e!==this._$AB;){let t=ue(e).nextSibling;ue(e).remove(),e=t}}setConnected(e){this._$AM===void 0&&(this._$Cv=e,this._$AP?.(e))}},Re=class{get tagName(){return this.element.tagName}get _$AU(){return this._$AM._$AU}constructor(e,t,n,r,i){this.type=1,this._$AH=y,this._$AN=void 0,this.element=e,this.name=t,this._$AM=r,this.options=i,n.length>2||n[0]!==``||n[1]!==``?(this._$AH=Array(n.length-1).fill(/* @__PURE__ */ new String),this.strings=n):this._$AH=y}_$AI(e,t=this,n,r){let i=this.strings,a=!1;if(i===void 0)e=Fe(this,e,t,0),a=!ve(e)||e!==this._$AH&&e!==v,a&&(this._$AH=e);else{let r=e,o,s;for(e=i[0],o=0;o<i.length-1;o++)s=Fe(this,r[n+o],t,o),s===v&&(s=this._$AH[o]),a||=!ve(s)||s!==this._$AH[o],s===y?e=y:e!==y&&(e+=(s??``)+i[o+1]),this._$AH[o]=s}a&&!r&&this.j(e)}j(e){e===y?this.element.removeAttribute(this.name):this.element.setAttribute(this.name,e??``)}},ze=class extends Re{constructor(){super(...arguments),this.type=3}j(e){this.element[this.name]=e===y?void 0:e}},Be=class extends Re{constructor(){super(...arguments),this.type=4}j(e){this.element.toggleAttribute(this.name,!!e&&e!==y)}},Ve=class extends Re{constructor(e,t,n,r,i){super(e,t,n,r,i),this.type=5}_$AI(e,t=this){if((e=Fe(this,e,t,0)??y)===v)return;let n=this._$AH,r=e===y&&n!==y||e.capture!==n.capture||e.once!==n.once||e.passive!==n.passive,i=e!==y&&(n===y||r);r&&this.element.removeEventListener(this.name,this,n),i&&this.element.addEventListener(this.name,this,e),this._$AH=e}handleEvent(e){typeof this._$AH==`function`?this._$AH.call(this.options?.host??this.element,e):this._$AH.handleEvent(e)}},He=class{constructor(e,t,n){this.element=e,this.type=6,this._$AN=void 0,this._$AM=t,this.options=n}get _$AU(){return this._$AM._$AU}_$AI(e){Fe(this,e)}},Ue={M:pe,P:h,A:me,C:1,L:Ne,R:Ie,D:be,V:Fe,I:Le,H:Re,N:Be,U:Ve,B:ze,F:He},We=le.litHtmlPolyfillSupport;We?.(Pe,Le),(le.litHtmlVersions??=[]).push(`3.3.3`);var Ge=(e,t,n)=>{let r=n?.renderBefore??t,i=r._$litPart$;if(i===void 0){let e=n?.renderBefore??null;r._$litPart$=i=new Le(t.insertBefore(_e(),e),e,void 0,n??{})}return i._$AI(e),i},Ke=globalThis,b=class extends ce{constructor(){super(...arguments),this.renderOptions={host:this},this._$Do=void 0}createRenderRoot(){let e=super.createRenderRoot();return this.renderOptions.renderBefore??=e.firstChild,e}update(e){let t=this.render();this.hasUpdated||(this.renderOptions.isConnected=this.isConnected),super.update(e),this._$Do=Ge(t,this.renderRoot,this.renderOptions)}connectedCallback(){super.connectedCallback(),this._$Do?.setConnected(!0)}disconnectedCallback(){super.disconnectedCallback(),this._$Do?.setConnected(!1)}render(){return v}};b._$litElement$=!0,b.finalized=!0,Ke.litElementHydrateSupport?.({LitElement:b});var qe=Ke.litElementPolyfillSupport;qe?.({LitElement:b}),(Ke.litElementVersions??=[]).push(`4.2.2`);function x(e){return t=>{customElements.get(e)===void 0&&customElements.define(e,t)}}var Je={attribute:!0,type:String,converter:ae,reflect:!1,hasChanged:oe},Ye=(e=Je,t,n)=>{let{kind:r,metadata:i}=n,a=globalThis.litPropertyMetadata.get(i);if(a===void 0&&globalThis.litPropertyMetadata.set(i,a=/* @__PURE__ */ new Map),r===`setter`&&((e=Object.create(e)).wrapped=!0),a.set(n.name,e),r===`accessor`){let{name:r}=n;return{set(n){let i=t.get.call(this);t.set.call(this,n),this.requestUpdate(r,i,e,!0,n)},init(t){return t!==void 0&&this.C(r,void 0,e,t),t}}}if(r===`setter`){let{name:r}=n;return function(n){let i=this[r];t.call(this,n),this.requestUpdate(r,i,e,!0,n)}}throw Error(`Unsupported decorator location: `+r)};function S(e){return(t,n)=>typeof n==`object`?Ye(e,t,n):((e,t,n)=>{let r=t.hasOwnProperty(n);return t.constructor.createProperty(n,e),r?Object.getOwnPropertyDescriptor(t,n):void 0})(e,t,n)}function C(e){return S({...e,state:!0,attribute:!1})}var Xe=(e,t,n)=>(n.configurable=!0,n.enumerable=!0,Reflect.decorate&&typeof t!=`object`&&Object.defineProperty(e,t,n),n);function w(e,t){return(n,r,i)=>{let a=t=>t.renderRoot?.querySelector(e)??null;if(t){let{get:e,set:t}=typeof r==`object`?n:i??(()=>{let e=Symbol();return{get(){return this[e]},set(t){this[e]=t}}})();return Xe(n,r,{get(){let n=e.call(this);return n===void 0&&(n=a(this),(n!==null||this.hasUpdated)&&t.call(this,n)),n}})}return Xe(n,r,{get(){return a(this)}})}}var T=class{#e;#t;constructor(e,t,n=()=>({}),r=()=>void 0){this.host=e,this.type=t,this.more=n,this.changed=r,e.addController(this)}get message(){return this.#e?.message}get standing(){return this.#e?.standing??`waiting`}get refusal(){return this.#e?.refusal}hostUpdate(){let e=this.host.console,t=e===void 0?void 0:this.more(),n=t===void 0?void 0:e?.topic(this.type,t);n!==this.#e&&(this.hostDisconnected(),this.#e=n,this.#t=n?.follow(()=>this.#n()))}hostConnected(){this.host.requestUpdate()}hostDisconnected(){this.#t?.(),this.#t=void 0,this.#e=void 0}#n(){this.changed(),this.host.requestUpdate()}},Ze=/* @__PURE__ */ new WeakMap;function Qe(e,t){if(e===void 0)return t;let n=Ze.get(e)??e.now-t;return Ze.set(e,n),Math.abs(n)>2?t+n:t}var $e={lockdown:3,duress:2,medical:1,assist:0};function E(e){return e.state===`raised`||!e.attended&&D(e)}function D(e){return e.state!==`resolved`&&e.state!==`closed`}function et(e){let t=e=>[Number(D(e)),Number(e.mode===`live`),Number(E(e)),$e[e.kind],-e.raised_at];return[...e].sort((e,n)=>{let[r,i]=[t(e),t(n)],a=r.findIndex((e,t)=>e!==i[t]);return a===-1?0:(i[a]??0)-(r[a]??0)})}function tt(e,t){return new T(e,`duress/incidents`,()=>({language:e.console.texts.language}),t)}function O(e,t){return e.texts.find(t)??t.slice(t.indexOf(`_`)+1)}function nt(e){return e.word===`near`||e.method===`heard_strongest`||e.method===`one_receiver`}function rt(e,t){return t.room===null?t.floor??e.texts.say(`incident.somewhere`):nt(t)?e.texts.say(`incident.near`,{room:t.room}):t.room}function it(e,t){if(t.room===null&&t.floors.length<2)return``;let n=t.floors.slice(0,2);return n.length<2||t.floor_word===`likely`?t.floor??``:e.texts.say(`incident.either_floor`,{floor:n[0]??``,other:n[1]??``})}function at(e,t){let n=[];if(t.word!==null){let r=O(e,`incident.word_${t.word}`);n.push(t.probability===null?r:`${r} (${e.format.percent(t.probability)})`)}return n.push(O(e,`incident.method_${t.method}`)),t.kind!==null&&t.kind!==`room`&&n.push(O(e,`incident.roomkind_${t.kind}`)),t.door!==null&&n.push(e.texts.say(`incident.door`,{door:t.door})),n.join(`, `)}function ot(e){let{place:t,original_place:n}=e;return e.presses>1&&(t.room!==n.room||t.floor!==n.floor)}function st(e,t){return[...new Set(e.map(e=>t?.[e.press_id]??e.transmitter))]}function ct(e,t){return t.by_kind===`automation`?e.texts.say(`incident.an_automation`):t.by??e.texts.say(`incident.somebody`)}var lt={incident_acknowledged:`acknowledged`,incident_responding:`responding`,incident_on_scene:`on_scene`};function ut(e,t){let n=/* @__PURE__ */ new Map;for(let r of t.steps){let t=lt[r.type];if(t===void 0)continue;let i=ct(e,r);n.set(i,{name:i,doing:t,at:r.at})}return[...n.values()]}function dt(e,t,n){let{texts:r,format:i}=e,a=e=>t.steps.findLast(t=>t.type===e);if(t.state===`raised`)return`${r.say(`incident.nobody_yet`)} ${ft(e,t,n)}`;if(!D(t)){let n=a(t.state===`closed`?`incident_closed`:`incident_cleared`)??a(`incident_cancelled`),o=n===void 0?r.say(`incident.somebody`):ct(e,n),s=O(e,`incident.disposition_${t.disposition??`real`}`);return t.state===`resolved`?r.say(`incident.standing_resolved`,{how:s,by:o}):r.say(`incident.standing_closed`,{how:s,by:o,at:n===void 0?``:i.dateTime(n.at)})}if(!t.attended)return`${r.say(`incident.only_automation`)} ${ft(e,t,n)}`;let o=ut(e,t).filter(e=>e.doing===t.state),s=a(`incident_${t.state}`),c=s===void 0?``:i.clock(s.at-t.raised_at),l=i.list(o.map(e=>e.name))||r.say(`incident.somebody`);return r.say(`incident.standing_${t.state}`,{by:l,after:c,n:o.length})}function ft(e,t,n){let{texts:r,format:i}=e;return t.escalates_at===null?t.level>0?r.say(`incident.escalated`,{n:t.level}):r.say(`incident.no_escalation`):r.say(`incident.escalates_in`,{time:i.clock(Math.ceil(t.escalates_at-n))})}function pt(e,t){return((e.state===`closed`?e.steps.at(-1)?.at:void 0)??t)-e.raised_at}function mt(e,t,n){let{format:r,texts:i}=e,a=t.mode===`live`?[]:[O(e,`incident.mode_${t.mode}`)],o=i.find(`incident.state_${t.state}`)??t.state;return[...a,O(e,`incident.kind_${t.kind}`),rt(e,t.place),r.clock(n-t.raised_at),o].join(`, `)}var ht=5e3,gt=5e3,_t=class{#e;#t;#n;#r;#i;constructor(e,t,n=k){this.connection=e,this.request=t,this.say=n,this.standing=`waiting`,this.#e=/* @__PURE__ */ new Set,this.#t=0,this.#a=()=>{clearTimeout(this.#i),this.#n=this.#o(++this.#t)}}follow(e){return clearTimeout(this.#r),this.#e.add(e),this.#n===void 0&&(this.connection.addEventListener(`ready`,this.#a),this.#a()),()=>{this.#e.delete(e),this.#e.size===0&&(this.#r=setTimeout(()=>this.#u(),ht))}}retry(){this.standing===`refused`&&this.#e.size!==0&&this.#a()}#a;async#o(e){try{return await this.connection.subscribeMessage(e=>this.#s(e),this.request,{resubscribe:!1})}catch(t){let n=vt(t);if(n===`unknown_command`?this.#l(`stopped`,void 0,void 0):await this.#c(t,e),e!==this.#t)return;n!==`unauthorized`&&this.#e.size>0&&(this.#i=setTimeout(this.#a,gt));return}}#s(e){let t=e.running!==!1;this.#l(t?`told`:`stopped`,t?e:void 0,void 0)}async#c(e,t){this.standing=`refused`,this.message=void 0,this.refusal=k(e);let n=await this.say(e);t===this.#t&&this.#l(`refused`,void 0,n)}#l(e,t,n){this.standing=e,this.message=t,this.refusal=n;for(let e of[...this.#e])e()}#u(){clearTimeout(this.#i),this.#t+=1,this.connection.removeEventListener(`ready`,this.#a);let e=this.#n;this.#n=void 0,this.standing=`waiting`,this.message=void 0,e?.then(e=>e?.()).catch(()=>void 0)}};function vt(e){return typeof e==`object`&&e&&`code`in e?e.code:void 0}function k(e){return e instanceof Error||typeof e==`object`&&e&&`message`in e&&typeof e.message==`string`?e.message:typeof e==`object`&&e&&`body`in e?k(e.body):typeof e==`object`&&e&&`error`in e?k(e.error):String(e)}var A=class{constructor(e){this.host=e,this.busy=!1,e.addController(this)}hostConnected(){this.error=void 0}async run(e){if(this.busy)return!1;this.busy=!0,this.error=void 0,this.host.requestUpdate();try{return await e(),!0}catch(e){return this.error=k(e),!1}finally{this.busy=!1,this.host.requestUpdate()}}},yt=class extends Event{constructor(e,t,n,r){super(`context-request`,{bubbles:!0,composed:!0}),this.context=e,this.contextTarget=t,this.callback=n,this.subscribe=r??!1}};function bt(e){return e}var xt=class{constructor(e,t,n,r){if(this.subscribe=!1,this.provided=!1,this.value=void 0,this.t=(e,t)=>{this.unsubscribe&&(this.unsubscribe!==t&&(this.provided=!1,this.unsubscribe()),this.subscribe||this.unsubscribe()),this.value=e,this.host.requestUpdate(),this.provided&&!this.subscribe||(this.provided=!0,this.callback&&this.callback(e,t)),this.unsubscribe=t},this.host=e,t.context!==void 0){let e=t;this.context=e.context,this.callback=e.callback,this.subscribe=e.subscribe??!1}else this.context=t,this.callback=n,this.subscribe=r??!1;this.host.addController(this)}hostConnected(){this.dispatchRequest()}hostDisconnected(){this.unsubscribe&&=(this.unsubscribe(),void 0)}dispatchRequest(){this.host.dispatchEvent(new yt(this.context,this.host,this.t,this.subscribe))}},St=class{get value(){return this.o}set value(e){this.setValue(e)}setValue(e,t=!1){let n=t||!Object.is(e,this.o);this.o=e,n&&this.updateObservers()}constructor(e){this.subscriptions=/* @__PURE__ */ new Map,this.updateObservers=()=>{for(let[e,{disposer:t}]of this.subscriptions)e(this.o,t)},e!==void 0&&(this.value=e)}addCallback(e,t,n){if(!n)return void e(this.value);this.subscriptions.has(e)||this.subscriptions.set(e,{disposer:()=>{this.subscriptions.delete(e)},consumerHost:t});let{disposer:r}=this.subscriptions.get(e);e(this.value,r)}clearCallbacks(){this.subscriptions.clear()}},Ct=class extends Event{constructor(e,t){super(`context-provider`,{bubbles:!0,composed:!0}),this.context=e,this.contextTarget=t}},wt=class extends St{constructor(e,t,n){super(t.context===void 0?n:t.initialValue),this.onContextRequest=e=>{if(e.context!==this.context)return;let t=e.contextTarget??e.composedPath()[0];t!==this.host&&(e.stopPropagation(),this.addCallback(e.callback,t,e.subscribe))},this.onProviderRequest=e=>{if(e.context!==this.context||(e.contextTarget??e.composedPath()[0])===this.host)return;let t=/* @__PURE__ */ new Set;for(let[e,{consumerHost:n}]of this.subscriptions)t.has(e)||(t.add(e),n.dispatchEvent(new yt(this.context,n,e,!0)));e.stopPropagation()},this.host=e,this.context=t.context===void 0?t:t.context,this.attachListeners(),this.host.addController?.(this)}attachListeners(){this.host.addEventListener(`context-request`,this.onContextRequest),this.host.addEventListener(`context-provider`,this.onProviderRequest)}hostConnected(){this.host.dispatchEvent(new Ct(this.context,this.host))}};function Tt({context:e,subscribe:t}){return(n,r)=>{typeof r==`object`?r.addInitializer((function(){new xt(this,{context:e,callback:e=>{n.set.call(this,e)},subscribe:t})})):n.constructor.addInitializer((n=>{new xt(n,{context:e,callback:e=>{n[r]=e},subscribe:t})}))}}var Et=60,Dt=3600,Ot=[[`day`,24*Dt],[`hour`,Dt],[`minute`,Et],[`second`,1]],kt={comma_decimal:`en-US`,decimal_comma:`de`,space_comma:`fr`,quote_decimal:`de-CH`},At=class{#e;#t;#n;#r;#i;#a;#o;constructor(e,t){let n=e.language,r={12:!0,24:!1}[e.time_format??``],i={hour:`numeric`,minute:`2-digit`,...r===void 0?{}:{hour12:r},...e.time_zone===`server`?{timeZone:t}:{}},a=i.timeZone===void 0?{}:{timeZone:i.timeZone};this.#e=new Intl.NumberFormat(kt[e.number_format??``]??n),this.#t=new Intl.DateTimeFormat(n,i),this.#n=new Intl.DateTimeFormat(n,{...i,second:`2-digit`}),this.#r=new Intl.DateTimeFormat(n,{...i,day:`numeric`,month:`short`,year:`numeric`}),this.#i=new Intl.DateTimeFormat(n,{...a,day:`numeric`,month:`short`,year:`numeric`}),this.#a=new Intl.RelativeTimeFormat(n,{numeric:`always`}),this.#o=new Intl.ListFormat(n)}number(e,t){return t===void 0?this.#e.format(e):this.#e.format(Number(e.toFixed(t)))}percent(e){return`${this.#e.format(Math.round(e*100))} %`}time(e){return this.#t.format(e*1e3)}seconds(e){return this.#n.format(e*1e3)}dateTime(e){return this.#r.format(e*1e3)}date(e){return this.#i.format(e*1e3)}ago(e,t=Date.now()/1e3){let n=Math.round(e-t),[r,i]=Ot.find(([,e])=>Math.abs(n)>=e)??[`second`,1];return this.#a.format(Math.trunc(n/i),r)}clock(e){let t=Math.max(0,Math.floor(e)),n=e=>String(e).padStart(2,`0`),r=Math.floor(t/60),i=`${n(r%60)}:${n(t%60)}`;return r>=60?`${Math.floor(r/60)}:${i}`:`${r}:${n(t%60)}`}duration(e){let[t,n]=Ot.find(([,t])=>e>=t)??[`second`,1],r={style:`unit`,unit:t,unitDisplay:`long`};return new Intl.NumberFormat(this.#e.resolvedOptions().locale,r).format(Math.floor(e/n))}list(e){return this.#o.format(e)}},jt={cards:{alarms:`Open alarms`,open_count_one:`{n} open alarm`,open_count_other:`{n} open alarms`,since:`{at} · {long}`,open_page:`Open`,mark_none:`Nothing open`,mark_one:`{n} open`,mark_other:`{n} open`,proven:`Monitoring last proven {ago} ({at}).`,never_proven:`Monitoring was never proven.`,located:`Lost, and its check-ins are located: {devices}.`,disconnected:`No connection to Home Assistant. What you see may be old, and new alarms do not appear here.`,other_school:`This school is not here any more. Choose another one in the settings of the card.`,lobby_hint:`Public display: this card shows nothing, whatever happens. Only whoever edits the dashboard sees this sentence.`,lobby_title:`Welcome`,all_schools:`All schools`,due:`What is due`,to_people:`Pendants and people`,to_walk:`Walk test`,to_upkeep:`What weakens protection`,to_monitoring:`Paths to monitoring`,radio:`Receivers, repeaters and batteries`,missing:`Missing`,no_mains:`Without mains power`,low_battery:`Low battery`,opened:`Opened or removed`,field_site:`School`,field_profile:`For whose eyes`,field_floor:`Floor`,help_site:`Without a choice, the first school.`,help_profile:`A screen that visitors can see is an office or a public display.`,help_floor:`Without a choice, the floor of the open alarm, else the first one.`,profile_office:`Office: a discreet mark; kind and place only after a click`,profile_wall:`Staff only: everything at once, in big type`,profile_lobby:`Public display: nothing, whatever happens`,bad_settings:`The settings of this card cannot be read. Remove the card and add it again.`,bad_text:`“{name}” must be a text.`,bad_profile:`“profile” must be one of: {profiles}.`,name_incident:`Duress: open alarms`,description_incident:`Who called for help where, since when, and a button to acknowledge.`,name_readiness:`Duress: readiness`,description_readiness:`In one sentence, how far the school is protected.`,name_map:`Duress: map`,description_map:`A floor plan with the open alarms on it.`,name_dashboard:`Duress`,description_dashboard:`Today, alarms, map, people and upkeep of the school.`,name_lobby:`Duress: public display`,description_lobby:`A clock and the name of the school. It looks the same whatever happens.`,show:`Show`,hide:`Hide`,to_test:`Tests to do`,no_such_floor:`There is no such floor any more. Choose another one in the settings of the card.`},common:{pages:`Pages of Duress`,page_today:`Today`,page_incident:`Alarms`,page_map:`Map`,page_people:`People`,page_walk:`Walk test`,page_monitoring:`Monitoring`,page_upkeep:`Upkeep`,page_start:`Set-up`,school:`School`,no_school:`No school is set up, so no pendant is watched. Add the integration Duress under Settings, Devices & services.`,not_running:`Duress does not run at this school: presses are not received. Look at Settings, Devices & services, or call whoever looks after Home Assistant.`,disconnected:`No connection to Home Assistant. What you see may be old: new alarms do not appear here until it is back. Check the network, or go to another screen.`,demo:`DEMO`,demo_long:`This is a demo school. No real pendant is watched.`,waiting:`Just a moment …`,close_dialog:`Close`,skip:`Skip to the content`,new_version:`Duress has a new version. This page still is the old one.`,reload:`Load the new one`,matches_one:`{n} match`,matches_other:`{n} matches`,more_matches_one:`and {n} more; type more of it`,more_matches_other:`and {n} more; type more of it`},incident:{title:`Alarms`,none:`No alarm is open.`,all:`All alarms`,closed_lately:`Closed in the last 24 hours`,closed_row:`{kind}, {where}, {at}: {how}`,no_closed:`No alarm was closed in the last 24 hours.`,unknown:`There is no such alarm, or your role may not see it. Go back to all alarms.`,others_one:`{n} other alarm is open`,others_other:`{n} other alarms are open`,real_waits:`Real alarm:`,another_waits:`Another alarm:`,strip_one:`{n} open alarm:`,strip_other:`{n} open alarms, first:`,show:`Show`,number:`No. {number}`,old:`OLD: {at}`,old_long:`No news since {at}. What you see may have changed.`,where:`Where`,who:`Who`,since:`Since`,since_at:`since {at}`,waiting_name:`Looking for the name …`,no_name:`Nobody on the roster carries it`,more_people_one:`{names} and {n} more`,more_people_other:`{names} and {n} more`,somewhere:`Somewhere at the school`,near:`Near {room}`,either_floor:`{floor} or {other}`,door:`exterior door {door}`,place_age:`Place found {age}.`,place_stale:`Place found {age}: they may have moved.`,moved:`First pressed in {room}.`,kind_duress:`Duress`,kind_medical:`Medical`,kind_assist:`Assist`,kind_lockdown:`Lockdown`,mode_test:`TEST`,mode_drill:`DRILL`,mode_demo:`DEMO`,band_test:`TEST: this is not a real alarm`,band_drill:`DRILL: this is not a real alarm`,band_demo:`DEMO: nobody is in danger`,state_raised:`not acknowledged`,state_acknowledged:`acknowledged`,state_responding:`help on the way`,state_on_scene:`help is there`,state_resolved:`danger over`,state_closed:`closed`,word_likely:`likely`,word_probably:`probably`,word_near:`near`,method_fixed_button:`a button on the wall`,method_surveyed:`by the survey`,method_one_receiver:`heard by one receiver only`,method_heard_strongest:`next to what heard it best`,method_usual_room:`only the usual room, not heard where`,method_site:`not heard where`,roomkind_outdoor:`outside`,roomkind_exterior_door:`with a door to the outside`,doubt_unregistered:`not installed`,doubt_model_mismatch:`another model than installed`,doubt_implausible_status:`odd signal`,doubt_not_ours:`marked as not ours`,doubt_retired:`retired device`,doubt_in_stock:`device from stock`,doubt_in_repair:`device in repair`,doubt_lost:`lost device`,doubt_away:`device that is away`,doubts:`Doubtful, and an alarm all the same: {doubts}.`,an_automation:`An automation`,somebody:`Somebody`,the_desk:`The desk`,nobody_yet:`Nobody has acknowledged.`,only_automation:`Only an automation has acknowledged.`,escalates_in:`More people are told in {time}.`,escalated_one:`Escalated once; nobody else is told by itself.`,escalated_other:`Escalated {n} times; nobody else is told by itself.`,no_escalation:`Nobody else is told by itself.`,standing_acknowledged:`{by} acknowledged after {after}.`,standing_responding_one:`{by} is on the way.`,standing_responding_other:`{by} are on the way.`,standing_on_scene_one:`{by} is there.`,standing_on_scene_other:`{by} are there.`,standing_resolved:`{how}, says {by}. Close it when everything is done.`,standing_closed:`{how}. Closed by {by}, {at}.`,disposition_real:`Danger over`,disposition_cancelled:`Cancelled`,disposition_false_alarm:`False alarm`,disposition_test:`Test over`,disposition_drill:`Drill over`,act_acknowledge:`Acknowledge`,act_respond:`I am on my way`,act_respond_too:`I am coming too`,act_arrive:`I am there`,act_clear:`Danger is over …`,act_close:`Close …`,act_cancel:`Cancel …`,act_escalate:`Tell more people now`,act_confirm:`Confirm: it is real`,act_real:`This is real …`,key_hint:`Or press the key A.`,more:`More steps`,look_only:`Your role may see this alarm, not handle it. If nobody comes, tell more people.`,no_connection:`No connection to Home Assistant, so nothing was done. Use the phone or another screen.`,waiting_confirmation:`Endpoints are not told yet. In {time} they are told that nobody has confirmed it.`,reason:`Why? (no names)`,reason_missing:`Write in a few words why.`,heading_clear:`Danger is over`,hint_clear:`The alarm stays in the list until somebody closes it.`,heading_close:`Close the alarm`,hint_close:`Close it when everything is done. It cannot be opened again; a new press opens a new alarm.`,heading_cancel:`Cancel the alarm`,hint_cancel:`Whoever was told is told that it is called off.`,cancel_as:`What it was`,as_cancelled:`Called off`,as_false_alarm:`False alarm`,example_clear:`Checked the room, everybody is safe`,example_close:`Everything is done`,example_cancel:`Pressed by mistake`,do_clear:`Danger is over`,do_close:`Close the alarm`,do_cancel:`Cancel the alarm`,back:`Back`,rehearsal_test:`A test runs until {until}: presses of the pendants in it are only noted.`,rehearsal_drill:`A drill runs until {until}: presses of the pendants in it are not real alarms.`,real_heading:`This is real`,real_hint:`The test or drill ends, and all its presses become real alarms. Everybody who is told of real alarms is told.`,do_real:`Yes, it is real`,why:`Why this place`,first_place:`The first press: {why}`,share_of:`{room}: {share}`,runners_up:`Where else it may be`,presses:`Presses`,presses_more_one:`and {n} earlier press`,presses_more_other:`and {n} earlier presses`,press_row:`{at}: {who}, {where}`,people:`Who takes care`,people_none:`Nobody yet.`,doing_acknowledged:`acknowledged`,doing_responding:`on the way`,doing_on_scene:`is there`,checklist:`Checklist`,done_by:`{by}, {at}`,notes:`Notes`,notes_none:`No notes yet.`,note:`Write a note (no names of staff)`,add_note:`Add the note`,endpoints:`Who was told`,endpoints_none:`No endpoint was told.`,endpoints_waiting:`Looking for what was sent …`,backup:`backup`,removed_endpoint:`An endpoint that was removed`,messages_one:`{n} message`,messages_other:`{n} messages`,show_sent:`Show exactly what was sent`,sent_heading:`What was sent`,sent_redacted:`Without who acted and why, because your role may not see names.`,sent_unreadable:`Your role may not see this message.`,hop_queued:`waits to be sent`,hop_sent:`sent and not confirmed yet, tried {tries} times, again at {next}`,hop_refused:`refused ({answer}), tried {tries} times, again at {next}`,hop_accepted:`taken ({answer}), not confirmed yet`,hop_delivered:`delivered after {time}`,hop_delivered_untimed:`delivered`,hop_desk_accepted:`taken over by a person`,hop_declined:`declined by a person`,hop_dead_letter:`not delivered, given up ({answer}): call them`,hop_held:`waits for whether its primary takes it`,hop_spared:`not needed, the primary took it`,more_waiting_one:`{n} more message waits`,more_waiting_other:`{n} more messages wait`,milliseconds:`{ms} ms`,seconds:`{s} s`,answer_accepted:`takes care of it`,answer_dispatched:`help is on its way`,answer_declined:`declined: nobody comes from there`,answer_note:`says`,message_incident_raised:`Alarm`,message_incident_repeated:`Pressed again`,message_incident_located:`Place`,message_incident_acknowledged:`Acknowledged`,message_incident_responding:`On the way`,message_incident_on_scene:`On scene`,message_incident_escalated:`Escalated`,message_incident_confirmed:`Confirmed`,message_incident_unconfirmed:`Not confirmed`,message_incident_interrupted:`Interrupted`,message_incident_noted:`Note`,message_incident_cleared:`Danger over`,message_incident_cancelled:`Cancelled`,message_incident_closed:`Closed`,timeline:`What happened`,timeline_waiting:`Looking for what happened …`,event_incident_raised:`{transmitter} pressed: {room}`,event_incident_repeated:`{transmitter} pressed again: {room}`,event_incident_located:`{transmitter} placed: {room}`,event_button_released:`{transmitter} released; the alarm stays`,event_incident_acknowledged:`{by} acknowledged`,event_incident_responding:`{by} is on the way`,event_incident_on_scene:`{by} is there`,event_incident_escalated:`Escalated to level {level}: nobody had acknowledged`,event_escalated_by:`{by} had more people told (level {level})`,event_incident_confirmed:`{by} confirmed that it is real`,event_incident_unconfirmed:`Nobody confirmed it in time; endpoints were told all the same`,event_incident_forwarded:`{by} wants told once it waits no longer: {endpoint}`,event_incident_interrupted:`The system was asked to stop; until it starts again nobody hears presses`,event_incident_cleared:`{by}: danger is over – “{reason}”`,event_incident_cancelled:`{by}: {how} – “{reason}”`,event_incident_closed:`{by} closed it – “{reason}”`,event_incident_note_added:`{by} noted: “{text}”`,event_incident_step_checked:`{by} did step {step} of {steps}: {text}`,event_incident_answered:`{endpoint}, {by}: {answer}`,event_incident_backup_told:`{endpoint} was told as the backup of {primary}: {because}`,event_incident_primary_confirmed:`{endpoint} confirmed it after all`,because_failed:`it failed twice`,because_refused:`it refused the message`,because_throttled:`it asked for patience`,because_retired:`it says it is retired`,because_late:`it had not confirmed in time`,because_not_proven:`it was known not to work`,because_given_up:`its message was given up`,because_not_told:`it is not told of this`,because_not_stored:`the message could not be stored`,because_regrouped:`it is not its primary any more`,because_removed:`it was removed`,event_panel_output_on:`The alarm panel was told ({endpoint})`,event_panel_output_off:`The output to the alarm panel was let go ({endpoint})`,problem_missing:`does not exist`,problem_unavailable:`is not available`,problem_failed:`reports an error`,problem_no_answer:`does not answer`,event_panel_output_failed:`The alarm panel could not be told ({endpoint} {text})`,news_place:`The place is now {where}.`,news_press:`Pressed again: {who}, {where}.`,really:`Where was it really?`,really_long:`If you know: this is the best evidence for where later presses come from. It changes nothing about this alarm.`,really_press:`Which press`,really_room:`It was really in`,really_note:`Note this room`,really_noted:`Noted: {room}. The survey has this press now.`},map:{floors:`Floors`,floor:`Floor`,rooms:`Rooms`,room:`Room`,name:`Name`,alarm:`Alarm`,inside:`Buttons and repeaters inside`,standing:`State`,proven:`Last proven`,paths:`Heard by (margin)`,hears:`{name} ({margin} dB)`,listeners:`Receivers and repeaters`,door:`door {door}`,gone:`deleted in Home Assistant`,not_on_plan:`not on the plan yet`,nowhere:`On no floor`,plan_of:`Plan of {floor}`,no_floor:`There is no floor yet. Make floors and areas in Home Assistant under Settings, Areas; they appear here by themselves.`,empty_floor:`There is no room on this floor. Put areas on it in Home Assistant under Settings, Areas.`,no_plan:`This floor has no plan, so its rooms are shown as a grid. Upload an image of it with “Change plan”.`,no_image:`The image of this floor cannot be shown: {why} Positions and alarms are shown all the same.`,image_not_loaded:`it could not be loaded. Load the page again.`,missing_rooms_one:`{n} room is not on the plan yet. Its alarms are shown above the plan.`,missing_rooms_other:`{n} rooms are not on the plan yet. Their alarms are shown above the plan.`,list:`List`,wall:`Wall display`,leave_wall:`Leave the wall display`,change:`Change plan`,layer:`Show`,layer_rooms:`Rooms and alarms`,layer_coverage:`How well rooms are heard`,layer_outage:`If one fails`,without:`What if`,nothing_fails:`choose what fails …`,without_one:`{name} fails`,choose_outage:`Choose a receiver or repeater to see which rooms would be found less well without it.`,working_out:`This is being worked out …`,legend:`Rooms on this floor`,smaller:`Smaller`,larger:`Larger`,no_alarm:`No open alarm`,alarms_one:`{n} alarm`,alarms_other:`{n} alarms`,alarm_on:`Alarm on {floor}:`,show:`Show`,maybe:`or here, {share}`,somewhere:`somewhere at the school`,on_floor:`on {floor}, room not known`,near:`near {room}`,listener_heard:`heard`,listener_not_heard:`not heard yet`,listener_missing:`missing`,listener_trouble:`has a trouble`,coverage_proven:`Proven`,coverage_old:`Proof too old`,coverage_single_path:`Single path`,coverage_weak:`Weak`,coverage_not_walked:`Never walked`,coverage_failed:`Not heard when last tried`,coverage_never_proven:`Never proven`,after_room:`Room still known`,after_floor:`Only the floor is known`,after_other_room:`Another room is named`,after_other_floor:`Another floor is named`,after_unheard:`Not heard at all`,upload:`Upload image`,upload_other:`Upload another image`,upload_first:`Upload an image of this floor first: a PNG, JPEG or WebP of at most 8 MB. Of a PDF, save the page as PNG. It should not show anybody's name: everybody who may see the school sees it.`,uploaded:`The image is uploaded.`,remove_image:`Remove image`,undo:`Undo`,undone:`The last change is taken back.`,too_large:`The image has more than 8 MB. Save it smaller, for example as a JPEG, and try again.`,http_failed:`Home Assistant did not take it (answer {status}). Check the connection and try again.`,choose:`Choose what you want to place in the list.`,put_down:`Click where {name} is. With the keyboard: arrow keys move the cross, Enter puts it down, Escape takes it back.`,all_placed:`Everything is placed. Drag what is wrong.`,to_place_one:`{n} is still to be placed.`,to_place_other:`{n} are still to be placed.`,things:`What is on this floor`,open:`to be placed`,placed:`placed`,cross:`{name}: {x} from the left, {y} from the top. Arrow keys move it, Enter puts it down.`,take_off:`Take {name} off the plan`,is_placed:`{name} is placed.`,is_taken_off:`{name} is off the plan.`,files:`Plans as a file`,files_hint:`Export makes one file with all images and positions of this school. Import says what the file would change before anything changes.`,export:`Export`,import:`Import`,import_heading:`What this file would change`,import_now:`Import`,import_nothing:`The file changes nothing.`,imported:`The file is imported.`,image:`Image`,image_same:`unchanged`,image_new:`new`,image_replaced:`replaced`,positions:`Positions`,left_out:`Not on this floor, left out`,unchanged:`unchanged`,unknown_floors:`These floors are not here and are left out: {floors}.`,count_placed_one:`{n} placed`,count_placed_other:`{n} placed`,count_moved_one:`{n} moved`,count_moved_other:`{n} moved`,count_removed_one:`{n} taken off`,count_removed_other:`{n} taken off`,image_gone:`The image is removed. Positions stay for the next one.`,image_removed:`removed`,key:`Numbers on the plan`,no_space:`No space on the plan: {names}`,layer_facts:`Things for responders`},monitoring:{none:`No monitoring endpoint is set up, so nobody outside the school is told of an alarm. Add one under Settings, Devices & services, Duress.`,lead_all_one:`The path to monitoring is proven.`,lead_all_other:`All {n} paths to monitoring are proven.`,lead_some_one:`{proven} of {n} path is proven. See what to do below.`,lead_some_other:`{proven} of {n} paths are proven. See what to do below.`,lead_nobody:`No path to monitoring is proven: an alarm may reach nobody outside the school. Have a telephone ready, and see what to do below.`,endpoints:`Endpoints`,state_proven:`Proven`,state_failing:`Failing`,state_lost:`Lost`,state_retired:`Retired`,state_unproven:`Not proven yet`,type_webhook:`Webhook`,type_cap:`Webhook, CAP 1.2`,type_dc09:`SIA DC-09`,type_mqtt:`MQTT`,proven_by:`{name} confirmed our last message {ago}.`,was_proven:`Last confirmed {ago}, {at}.`,never_proven:`Nothing was confirmed since the start.`,checked_every:`Tried every {time}, if nothing else is sent.`,stands_in:`Backup: stands in for {name}.`,relieved:`Its backup is proven and stands in.`,what_to_do:`What to do`,it_said:`It answered: {answer}`,waiting_none:`Nothing waits.`,waiting_one:`{n} message waits, since {at}.`,waiting_other:`{n} messages wait, the oldest since {at}.`,dead_one:`{n} message was given up.`,dead_other:`{n} messages were given up.`,latency_one:`The one alarm of the last 90 days was confirmed within {median}.`,latency_other:`Of {n} alarms in 90 days, half were confirmed within {median}, 19 of 20 within {p95}.`,no_latency:`No alarm was sent here in 90 days.`,send_test:`Send a test`,sending:`Sending …`,test:`TEST`,test_confirmed:`{name} confirmed the test after {time}.`,test_accepted:`Something on the way took the test over after {time}, but nobody has confirmed it: {answer}`,test_failed:`{name} did not confirm the test: {answer}`,last_test:`Last test, {at}`,test_accepted_only:`Something on the way took the test over after {time}, but nobody has confirmed it.`,test_failed_only:`{name} did not confirm the test.`,test_note:`It is marked TEST from end to end. Nobody is sent.`,what_was_sent:`What was sent`,show_sent:`Show what was sent`,show_dead:`Show them`,replay_all:`Send all again`,replay_one:`Send again`,replay_heading:`Send again what was given up?`,replay_text_one:`{n} message goes to {name} under its old identifier, so it does not count twice. It tells of the past: call the desk first if it is about an alarm.`,replay_text_other:`{n} messages go to {name} under their old identifiers, so they do not count twice. They tell of the past: call the desk first if they are about alarms.`,replayed_one:`{n} message is on its way again.`,replayed_other:`{n} messages are on their way again.`,keep:`Leave it`,deliveries:`What was sent`,no_history:`What exactly was sent is shown to responders, the office, technicians and administrators.`,endpoint:`Endpoint`,all_endpoints:`All endpoints`,which:`Which`,only_all:`All messages`,only_waiting:`What waits`,only_dead_letters:`What was given up`,nothing_all:`Nothing was sent yet.`,nothing_waiting:`Nothing waits: all of it is confirmed.`,nothing_dead_letters:`Nothing was given up.`,older:`Show older ones`,removed:`an endpoint that was removed`,number:`No. {number}`,next_attempt:`Tried again at {at}.`,backup:`As backup: {because}`,because_failed:`the primary failed twice.`,because_refused:`the primary refused it.`,because_throttled:`the primary asked for patience.`,because_retired:`the primary says it is retired.`,because_late:`the primary had not confirmed in time.`,because_not_proven:`the primary was known not to work.`,because_given_up:`the primary's message was given up.`,because_not_told:`the primary is not told of this.`,because_earlier:`it was told of the same incident before.`,because_not_stored:`the message could not be stored.`,because_regrouped:`it stands in for that one no longer.`,because_removed:`the primary was removed.`,hops:`How long each step took`,hop_heard:`Heard`,hop_entities:`Shown in Home Assistant`,hop_committed:`Stored`,hop_posted:`Sent`,hop_confirmed:`Confirmed`,hop_desk_accepted:`Answered by a person at the desk`,attempts:`Attempts`,no_attempts:`Not tried yet.`,left_out_one:`{n} more between them, at {since}: {outcome}`,left_out_other:`{n} more between them, from {since} to {until}: {outcome}`,receipts:`What the desk answered`,receipt_delivered:`its system has it`,receipt_accepted:`somebody took it over`,receipt_dispatched:`help is on its way`,receipt_declined:`nothing is done about it`,receipt_note:`a remark`,body:`Exactly as it was sent`,redacted:`Names and reasons are hidden as •••, because your role may not read them. The endpoint got them.`,no_body:`Your role may not read this message: it may hold names that cannot be told apart.`,lay_out:`Laid out in lines`,copy:`Copy`,copied:`Copied.`,not_copied:`This browser does not let pages copy. Select the text instead.`,outcome_delivered:`confirmed`,outcome_accepted:`taken over, not confirmed`,outcome_retry:`failed`,outcome_throttled:`asked for patience`,outcome_refused:`refused`,outcome_retired:`retired`,delivery_queued:`Not sent yet`,delivery_sent:`Not confirmed, tried again`,delivery_refused:`Refused, tried again slowly`,delivery_accepted:`Taken over, not confirmed`,delivery_delivered:`Confirmed`,delivery_desk_accepted:`Confirmed by a person`,delivery_declined:`Declined by a person`,delivery_dead_letter:`Given up`,delivery_held:`Held for the primary`,delivery_spared:`Not needed: the primary confirmed`,kind_incident_raised:`Alarm`,kind_incident_located:`Alarm: place`,kind_incident_repeated:`Alarm: pressed again`,kind_incident_acknowledged:`Alarm: acknowledged`,kind_incident_responding:`Alarm: somebody goes there`,kind_incident_on_scene:`Alarm: somebody is there`,kind_incident_escalated:`Alarm: escalated`,kind_incident_confirmed:`Alarm: said to be real`,kind_incident_unconfirmed:`Alarm: nobody confirmed`,kind_incident_interrupted:`Alarm: site stops`,kind_incident_noted:`Alarm: note`,kind_incident_cleared:`Alarm: danger over`,kind_incident_cancelled:`Alarm: cancelled`,kind_incident_closed:`Alarm: closed`,kind_trouble_started:`Trouble began`,kind_trouble_escalated:`Trouble grew grave`,kind_trouble_ended:`Trouble over`,kind_rehearsal_started:`Test or drill began`,kind_rehearsal_ended:`Test or drill over`,kind_digest:`Troubles of the day`,kind_test:`Daily test`,kind_heartbeat:`Sign of life`},pack:{heading:`Responder pack`,what:`One page per floor for whoever comes to help. Walk each floor with its page, change what is wrong, then say that it is right.`,print:`Print or save as PDF`,to_map:`Back to the map`,no_pages:`There is nothing to print yet. Rooms appear here by themselves; upload a plan and place things for responders with “Change plan” on the map.`,page:`Page {n} of {of}`,sheet:`sheet {n} of {of}`,continued:`{what} (continued)`,printed:`Printed {at}`,not_verified:`NOT VERIFIED`,verified:`Verified on {day}`,verified_by:`Verified on {day} by {by}`,changed:`CHANGED SINCE`,verify:`This page is right: {floor}`,is_verified:`The page of {floor} is verified.`,no_rooms:`No room is known here.`,rooms_off:`Rooms not on the plan`,numbers:`Numbers in circles on the plan`,no_space:`there is no space for it on the plan`,things:`Things for responders`,things_hint:`Doors, cameras, shut-offs and the like. Add one, then put it on the plan like a room. Everybody who may see the school sees them: name no persons.`,thing:`{kind}: {label}`,thing_kind:`What`,thing_label:`Number or name`,thing_example:`such as 7, or Boiler room`,add_thing:`Add`,save:`Save`,leave:`Leave as it is`,change:`Change`,change_one:`Change {name}`,remove:`Remove`,remove_one:`Remove {name}`,is_kept:`{name} is stored.`,is_removed:`{name} is removed. Undo brings it back.`,kind_door:`Door`,kind_key_box:`Key box`,kind_fire_panel:`Fire alarm panel`,kind_gas:`Gas shut-off`,kind_water:`Water shut-off`,kind_electricity:`Electricity shut-off`,kind_aed:`AED`,kind_first_aid:`First aid`,kind_camera:`Camera`,kind_assembly:`Assembly point`,kind_other:`Other`,contacts:`Contacts`,contacts_hidden:`Contacts are shown to the office, responders and administrators.`,no_contacts:`No contacts are written down.`,change_contacts:`Change contacts`,contacts_of:`Contacts of`,whole_site:`the whole school (on every page)`,add_contact:`Add a contact`,contact_new:`New contact`,contact_name:`Name or role`,contact_phone:`Telephone`,contact_purpose:`What for`,differences_one:`{n} different`,differences_other:`{n} different`,import_changed:`Contacts become as the file says.`,import_left_out:`The file has contacts. Your role may not change them, so they are left out.`},people:{title:`People and pendants`,tabs:`Views of this page`,tab_pendants:`Pendants`,tab_loaners:`Loaners`,tab_gaps:`Gaps`,tab_people:`People`,add:`Add pendants`,import:`Import a file`,year_end:`End of the school year`,who_had:`Who had it?`,filters:`Show only`,filter_all:`All`,filter_attention:`Need attention`,filter_missing:`Missing`,filter_not_heard:`Not heard yet`,filter_battery:`Low battery`,filter_loan:`On loan`,filter_unassigned:`Without a holder`,filter_spare:`Spare`,filter_test:`On test`,filter_out:`Not in use`,search:`Search by pendant, serial number, holder or room`,search_no_names:`Search by pendant, serial number or room`,search_people:`Search by name, staff number, room or pendant`,sort:`Sort by`,none:`No pendant is installed yet. Add the first one by pressing it, or import a file.`,shown:`{n} of {of} shown`,people_shown:`{n} of {of} people shown`,select_all:`Select all {n}`,select_row:`Select {label}`,caption:`Pendants and buttons`,caption_people:`People on the roster`,column_label:`Pendant`,column_holder:`Holder`,column_room:`Room`,column_state:`Does it work?`,column_life:`Whereabouts`,column_tested:`Last tested`,column_name:`Name`,column_staff_id:`Staff number`,column_carries:`Carries`,column_trained:`Trained on`,nobody:`nobody`,nothing:`nothing`,untrained:`not yet`,never_tested:`never`,muted:`troubles muted`,last_heard:`last heard {at}`,on_test_until:`on test until {at}`,state_works:`Works`,state_missing:`Missing`,state_not_heard:`Not heard yet`,state_silent:`Silent`,state_on_test:`On test`,state_low_battery:`Low battery`,state_tamper:`Case open`,state_suspect:`Sends impossible values`,state_model_mismatch:`Another model than installed`,state_weak_signal:`Weak signal`,state_interval_misfit:`Checks in too seldom`,state_restarted:`Restarted`,state_restarts:`Restarts again and again`,life_in_stock:`Spare`,life_assigned:`In use`,life_loaned:`On loan`,life_away:`Away`,life_lost:`Lost`,life_in_repair:`In repair`,life_retired:`Retired`,life_away_means:`It is not at school, such as at home. Nobody is told when it is silent. A press of it is an alarm as ever.`,life_lost_means:`Its check-ins are located for 72 hours, and everybody can see that. A press of it is an alarm as ever.`,life_in_repair_means:`Nobody is told when it is silent. A press of it is an alarm as ever.`,life_retired_means:`It belongs to nobody and is not used any more. A press of it is shown all the same.`,loan_until:`On loan until {at}`,loan_overdue:`Loan overdue since {at}`,kind_duress:`Help in danger (duress)`,kind_medical:`Medical help`,kind_assist:`Assistance`,kind_lockdown:`Lockdown`,trend_falling:`falling`,trend_steady:`steady`,trend_rising:`rising`,heard:`Last heard`,never_heard:`never since it is installed`,heard_every:`{at}; it checks in every {every}`,signal:`Signal`,margin:`{margin} dB, heard over {ways} stations`,battery:`Battery`,battery_since:`since {day}`,battery_due:`due {day}`,asks_for:`A press asks for`,hardware:`Model and serial number`,removed:`This pendant is not installed any more.`,give:`Hand out`,give_any:`Hand out a pendant`,give_other:`Hand to somebody else`,take_back:`Take back`,take_back_own:`Take back; {devices} is here again`,to_stock:`Into stock`,in_use_again:`In use again`,is_lost:`Lost`,test_now:`Test now`,say_otherwise:`It is …`,reason:`Reason`,reason_help:`A few words, without anybody's name: the logbook shows them.`,reason_at_home:`left at home`,reason_not_returned:`not returned at the end of the year`,say_life:`{device}: {life}`,life_said:`{device}: {life}.`,test_started:`{device} is on test for two minutes. Press it now: nobody is called.`,history:`Who had it`,no_history:`Nothing was said about it yet, so it counts as in use.`,forgotten:`somebody who was removed from the roster`,since:`since {at}`,from_until:`{from} – {until}`,said_by:`said by {name}`,serial:`Serial number`,had_at:`When`,had:`{at}: {name} had {device} ({life}).`,had_nobody:`{at}: nobody had {device} ({life}).`,had_forgotten:`{at}: {device} was with somebody who was removed from the roster since.`,bulk:`What to do with what is selected`,selected_one:`{n} selected`,selected_other:`{n} selected`,select_none:`Select none`,bulk_return:`Take back`,bulk_return_what_one:`{n} pendant goes into stock; nobody has it then.`,bulk_return_what_other:`{n} pendants go into stock; nobody has them then.`,bulk_return_done_one:`{n} pendant was taken back.`,bulk_return_done_other:`{n} pendants were taken back.`,bulk_spare:`Swap for spares`,bulk_spare_what_one:`{n} person gets a spare; the pendant of until now goes into stock.`,bulk_spare_what_other:`{n} people get a spare each; their pendants of until now go into stock.`,bulk_spare_done_one:`{n} pendant was swapped.`,bulk_spare_done_other:`{n} pendants were swapped.`,swap_line:`{holder}: {new} for {old}`,bulk_battery:`Battery changed`,bulk_battery_what_one:`{n} device got a new battery today.`,bulk_battery_what_other:`{n} devices got a new battery today.`,bulk_battery_done_one:`New battery noted for {n} device.`,bulk_battery_done_other:`New batteries noted for {n} devices.`,bulk_test:`Put on test`,bulk_test_what_one:`A press of {n} device calls nobody while the test runs. The test ends by itself.`,bulk_test_what_other:`Presses of {n} devices call nobody while the test runs. The test ends by itself.`,bulk_test_done_one:`{n} device is on test.`,bulk_test_done_other:`{n} devices are on test.`,test_minutes:`Minutes`,who_gets:`Who gets it? Type part of the name`,who_first:`Choose who gets it first.`,new_person:`Add “{text}” to the roster`,staff_number_of:`Staff number of who gets it`,staff_number_optional:`Staff number, if there is one`,which_pendant:`Which pendant`,spare_works:`works`,spare_silent:`not heard`,spare_trouble:`something is the matter`,no_spare:`No spare pendant is in stock. Take one back, or add one.`,as_loan:`Only as a loan`,due:`Due back`,due_help:`Left empty, it is due today at 16:30 (after that, tomorrow).`,own_at_home:`{devices} stayed at home: do not expect it meanwhile`,own_back:`Take back {devices}`,lend:`Lend it`,hand_out:`Hand it out`,handed_out:`{device} is with {holder} now.`,lent:`{device} is with {holder}, due back {at}.`,taken_back:`{device} was taken back.`,lend_title:`Lend a pendant`,spares_one:`{n} spare in stock`,spares_other:`{n} spares in stock`,may_not_lend:`Your role does not hand out pendants. Ask the office.`,out_title_one:`On loan: {n}`,out_title_other:`On loan: {n}`,no_loans:`Nothing is on loan.`,overdue_one:`{n} loan is overdue. Ask for it back.`,overdue_other:`{n} loans are overdue. Ask for them back.`,no_gaps:`Everything adds up: everybody has one pendant, and every pendant in use has a holder.`,gap_without_pendant_one:`{n} person without a pendant`,gap_without_pendant_other:`{n} people without a pendant`,gap_without_pendant_why:`They cannot call for help.`,gap_without_holder_one:`{n} pendant in use that nobody holds`,gap_without_holder_other:`{n} pendants in use that nobody holds`,gap_without_holder_why:`A press says where, but not who.`,gap_two_for_one_one:`{n} person with more than one pendant`,gap_two_for_one_other:`{n} people with more than one pendant`,gap_two_for_one_why:`The one that lies unused will be missing when it counts.`,gap_perhaps_lost_one:`{n} pendant did not come back`,gap_perhaps_lost_other:`{n} pendants did not come back`,gap_perhaps_lost_why:`At the end of the school year they were not among those returned.`,gap_without_training_one:`{n} person not trained yet`,gap_without_training_other:`{n} people not trained yet`,gap_without_training_why:`They should know how to press, and what happens then, before the first school day.`,trained_today:`Trained today`,trained_said:`{name}: trained today.`,add_person:`Add somebody`,change:`Change`,usual_room:`Usual room`,save:`Save`,person_saved:`Saved: {name}.`,forget:`Remove for good`,forget_means:`The name is removed from the roster and its history for good. That cannot be undone, and the last import of people cannot be undone any more.`,forget_now:`Remove this person for good`,person_forgotten:`The person was removed from the roster.`,year_end_nothing:`Nobody has a pendant, so there is nothing to take back.`,year_end_what:`Untick what did not come back. What is ticked goes into stock; what is not stays with its holder and is listed under Gaps.`,year_end_count:`Back: {n}. Not back: {missing}.`,year_end_now_one:`Take back {n} pendant`,year_end_now_other:`Take back {n} pendants`,year_end_done:`Taken back: {n}. Not back: {missing}.`,import_what:`A spreadsheet saved as CSV, with a heading row such as label, serial, model, name, staff_id, room. Nothing is written before you confirm.`,import_file:`Choose the file`,import_paste:`Or paste its lines here`,import_preview:`Show what it would do`,import_nothing_yet:`This is what the file would do. Nothing is written yet.`,rows_added_one:`{n} row to add`,rows_added_other:`{n} rows to add`,rows_changed_one:`{n} row changes something`,rows_changed_other:`{n} rows change something`,rows_unchanged_one:`{n} row is known already`,rows_unchanged_other:`{n} rows are known already`,rows_left_out_one:`{n} row left out`,rows_left_out_other:`{n} rows left out`,import_errors_one:`{n} thing is wrong`,import_errors_other:`{n} things are wrong`,import_changes_one:`{n} change`,import_changes_other:`{n} changes`,and_more_one:`and {n} more`,and_more_other:`and {n} more`,import_ignored:`These columns are not known and were ignored: {columns}.`,import_empty:`There is nothing to take in.`,import_confirm_one:`Take in {n} row`,import_confirm_other:`Take in {n} rows`,import_other:`Another file`,import_done_one:`{n} row was taken in.`,import_done_other:`{n} rows were taken in.`,import_undo_how:`Was it the wrong file? Undo it now, or later from here.`,import_fine:`Done`,import_undo:`Undo the import`,import_last:`The last import was {at}. It can be undone.`,import_undone:`The import was undone.`,import_kept:`Came into use since and stays: {what}.`,add_what:`Press one pendant after the other, or its reset button. While this is open, a press of a pendant that is not installed adds it and calls nobody; presses of installed ones are alarms as ever.`,press_now:`Listening … press the next pendant now.`,was_heard:`Heard: {what}`,label:`What is written on it`,label_help:`Such as Pendant 17. Never a name: everybody sees it.`,add_save:`Save and go on`,add_several:`Several were pressed at once. Which one is it?`,add_idle:`Nothing more was heard for a minute, so nothing listens now.`,add_again:`Listen again`,add_end:`That was all`,add_over:`This came to an end. Listen again to go on.`,add_abort_may_not:`Your role does not add devices. Ask a technician or an administrator.`,add_abort_site_not_running:`The school does not run, so nothing can be heard.`,add_error:`That could not be saved. Add this one under Settings, Devices & services, where the form says more.`,add_error_name_missing:`Say what is written on it.`,add_error_already_configured:`This one is installed already.`,add_error_wrong_serial:`This serial number cannot be one.`,added_one:`Added: {n}`,added_other:`Added: {n}`,act_on:`{act}: {device}`,until:`until {at}`,end_test:`End the test`,test_ended:`The test is over: presses are alarms again.`,demo_press:`DEMO: press it`,demo_pressed:`{device} was pressed.`},start:{title:`Set-up`,intro:`Seven steps from an empty site to a school that is live. Each follows from what the system has seen, so you can stop at any time and go on later, also on another device.`,demo:`This is a demo school: you can do everything here, and nothing of it is real.`,progress:`{done} of {of} steps done`,numbered:`{n}. {step}`,next:`next`,state_empty:`not begun`,state_begun:`begun`,state_done:`done`,step_done:`The step {step} is done.`,step_connect:`Connect the receiver`,step_rooms:`Rooms and repeaters`,step_pendants:`Pendants and buttons`,step_people:`People`,step_walk:`Walk the rooms`,step_monitoring:`Tell the desk`,step_live:`Go live`,about_connect:`The receiver hears all pendants. Choose the serial port it is plugged into, or the address of its serial server. Duress listens and says what it hears.`,about_rooms:`Make a floor for each storey and an area for each room in Home Assistant. Then say in which room each receiver, repeater and fixed button hangs: that is how a press gets its place.`,about_pendants:`Add each pendant and fixed button by pressing it. Give it a label such as Pendant 17, never a name of a person. Then give it a few minutes to check in.`,about_people:`Say who carries which pendant. Names are shown only to those who may read them.`,about_walk:`Go through the rooms with a pendant and press three times in each. From then on a press is placed in a room. In the meantime it is only near the repeater that heard it.`,about_monitoring:`Set up where alarms are forwarded, and send a test. Only what the desk has confirmed counts.`,about_live:`Look at the list. When you rely on the system from now on, say so: your name and the time are kept. Presses are alarms in any case, also before that.`,met:`Met`,open:`Open`,missing:`Missing: {left}`,loose:`Not counted as rooms, because they are on no floor and nothing of Duress is in them: {rooms}. Put them on a floor if they belong to the school.`,who:`This can be done by: {who}.`,only_admins:`Floors, rooms, receivers and endpoints are set up in Home Assistant itself, where only its administrators may.`,do_add_receiver:`Add or change a receiver`,do_areas:`Floors and rooms`,do_devices:`Put devices into rooms`,do_add_repeater:`Add repeaters`,do_add_pendants:`Add pendants by pressing them`,do_roster:`Hand out pendants`,do_walk:`Begin the walk`,do_add_endpoint:`Add an endpoint`,do_send_test:`Send a test`,check_receivers:`Receivers connected and heard: {done} of {of}`,how_receivers:`Open Duress in Home Assistant and choose Add receiver. If one is there, see its repair item.`,check_floors:`Rooms on a floor: {done} of {of}`,how_floors:`Choose a floor for each of them in Home Assistant under Areas.`,check_placed:`Receivers, repeaters and fixed buttons with a room: {done} of {of}`,how_placed:`Open the device and choose its area.`,check_heard:`Pendants and fixed buttons that were heard: {done} of {of}`,how_heard:`Press each once, after you told the desk, or wait: they check in by themselves.`,check_people:`Somebody is on the roster`,how_people:`Add people one by one, or import a file, on the page People.`,check_holders:`Pendants in use that have a holder: {done} of {of}`,how_holders:`Hand them out, or put spare ones into stock.`,check_walked:`Rooms walked: {done} of {of}`,how_walked:`Three presses in each room. You can pause and go on another day.`,check_ways:`Paths to monitoring proven: {done} of {of}`,how_ways:`Add an endpoint. If one is there, look on Monitoring at what it answers.`,check_tested:`Endpoints that confirmed a test: {done} of {of}`,how_tested:`Send a test on Monitoring. It must be answered with delivered.`,check_forwarded:`The desk is told of incidents`,how_forwarded:`Switch on Forward without automation at an endpoint, or make an automation from the blueprint and try it in a drill.`,check_ready:`Pendants and fixed buttons ready at this moment: {done} of {of}`,how_ready:`See on Upkeep what is the matter with them. After a start, give them a few minutes.`,check_pressed:`Pendants and fixed buttons pressed once: {done} of {of}`,how_pressed:`Begin a test on Today and have each pressed once.`,check_drill:`There was a drill`,how_drill:`Begin one on Today. Tell everybody first.`,check_troubles:`Nothing weakens protection and nothing is muted`,how_troubles:`See on Upkeep what to do.`,check_serious:`Nothing is on test or in a drill`,how_serious:`End it on Today, or wait until it ends by itself.`,check_stored:`What happens is kept on the disk`,how_stored:`Free space on the disk of Home Assistant.`,all_met:`Everything on the list is met.`,open_points_one:`{n} point is open.`,open_points_other:`{n} points are open.`,said_live:`{who} said that the school is live: {at}`,said_reason:`Reason: {reason}`,said_open_one:`{n} point was open then.`,said_open_other:`{n} points were open then.`,who_live:`This can be said by: {who}.`,say_live:`Say that the school is live`,take_back:`Take it back`,live_means:`You say that the school relies on the system from now on. Your name, the time and what is open are kept for good.`,take_back_means:`You say that the school does not rely on the system any more. Presses stay alarms. Your name and the time are kept.`,reason:`Why it goes live all the same (without names)`,reason_back:`Why (without names)`,who_some:`Some of it can be done by: {who}.`,do_tests:`Tests and drills on Today`},today:{title:`Today, {day}`,verdict_ready:`Ready`,verdict_attention:`Needs attention`,verdict_not_protected:`Not protected`,since:`since {at}`,ways:`Paths to monitoring`,way_proven:`{name} proven {ago}`,way_unproven:`{name} is not proven. It was last on {at}.`,way_never:`{name} is not proven yet.`,way_relieved:`Its backup stands in.`,session_pendant_test:`One pendant is being tested until {until}`,session_test_one:`{n} pendant or button is on test until {until}`,session_test_other:`{n} pendants and buttons are on test until {until}`,session_drill:`DRILL until {until}: incidents of this drill are not real`,session_survey:`Somebody walks the rooms with a pendant on test`,left:`{left} left`,by:`begun by {who}`,end_pendant_test:`End the test`,end_test:`End the test`,end_drill:`End the drill`,to_walk:`To the walk`,located:`The check-ins of {device} are located until {until}.`,located_more:`It was reported lost. {who} began this on {since}. Whoever carries it can be found by it.`,located_reason:`Why: {reason}`,fix:`What to fix first`,nothing_to_fix:`Nothing is out of order.`,others_one:`{n} other`,others_other:`{n} others`,grave:`overdue`,muted:`muted`,began:`began {ago}`,all_upkeep_one:`Show it on Upkeep`,all_upkeep_other:`All {n} on Upkeep`,hint_no_receiver:`No receiver is connected`,how_no_receiver:`Without one no press is heard.`,hint_no_pendants:`No pendant is in use`,how_no_pendants:`Nobody can call for help.`,hint_not_yet_heard_one:`{n} device was not heard yet since the start`,hint_not_yet_heard_other:`{n} devices were not heard yet since the start`,how_not_yet_heard:`Give them a few minutes: pendants check in every three, some models every hour. What stays silent will be called missing.`,hint_no_monitoring:`No monitoring endpoint is set up`,how_no_monitoring:`Nobody outside the school is told of an alarm.`,hint_unproven:`The path to monitoring is not proven at this moment`,how_unproven:`See what the endpoint answered. Until it is back, use the telephone.`,hint_relieved:`A path to monitoring is not proven; its backup stands in`,how_relieved:`Alarms arrive over the backup. Have the first path mended.`,to_start:`To the set-up`,to_monitoring:`To Monitoring`,gap_deaf:`No receiver is connected: no press is heard.`,gap_deaf_how:`Call for help by telephone. See whether the receiver has power and its cable is plugged in.`,gap_receivers_one:`{n} receiver is not connected: where only it hears, no press is heard.`,gap_receivers_other:`{n} receivers are not connected: where only they hear, no press is heard.`,gap_receivers_how:`See whether it has power and its cable is plugged in.`,gap_pendants:`No pendant and no button works at this moment.`,gap_pendants_how:`Call for help by telephone.`,gap_paths:`No path to monitoring is proven: an alarm may reach nobody outside the school.`,gap_paths_how:`Have a telephone ready.`,gap_paths_alarm:`No path to monitoring is proven: nobody outside the school may know of this alarm.`,gap_paths_alarm_how:`Call by telephone.`,nothing_due:`Nothing has to be tested in the next 30 days.`,all_due:`All {n}`,fewer_due:`Only the first ones`,duty_pendant_one:`Test {n} pendant or button`,duty_pendant_other:`Test {n} pendants and buttons`,duty_room_one:`Test {n} room`,duty_room_other:`Test {n} rooms`,duty_receiver_one:`Test {n} receiver`,duty_receiver_other:`Test {n} receivers`,duty_endpoint_one:`Test {n} endpoint`,duty_endpoint_other:`Test {n} endpoints`,duty_drill:`Hold a drill`,one_pendant:`Test {name}`,one_room:`Test the room {name}`,one_receiver:`Test the receiver {name}`,one_endpoint:`Test the endpoint {name}`,one_drill:`Hold a drill`,when_overdue:`Overdue since {day}`,when_upcoming:`Due on {day}`,last_done:`Last done on {day}`,last_done_some_one:`Longest ago on {day}; {n} never`,last_done_some_other:`Longest ago on {day}; {n} never`,never_done:`Never done yet`,begin_pendant:`Begin the test`,begin_drill:`Begin the drill`,begin_room:`To the walk test`,begin_receiver:`Test a pendant near it`,begin_endpoint:`Send a test on Monitoring`,who:`To be done by: {who}`,role_viewer:`viewer`,role_responder:`responder`,role_office:`office`,role_technician:`technician`,role_administrator:`administrator`,begin_heading_pendant:`Test pendants`,begin_heading_drill:`Begin a drill`,begin_means_pendant_one:`For this time a press of this pendant is only noted and calls nobody. Press it once to test it.`,begin_means_pendant_other:`For this time presses of these {n} pendants and buttons are only noted and call nobody. Press each of them once.`,begin_means_drill:`For this time presses of all pendants raise incidents marked DRILL. Desks are told that it is a drill. Tell everybody first.`,begin_real:`It ends by itself. A press that asks for a lockdown is real all the same, and in a real alarm everybody can say so.`,minutes:`How long`,reason:`Why (without names)`,reason_pendant:`Regular test`,reason_drill:`Regular drill`,set_up:`Set-up: {done} of {of}`,set_up_next:`Next: {step}`,set_up_go:`Go on with the set-up`,due_list:`What is due`,when_due:`Due by {day}`,demo_press_one:`DEMO: press it`,demo_press_other:`DEMO: press all {n}`,duty_pack_one:`Verify {n} page of the responder pack`,duty_pack_other:`Verify {n} pages of the responder pack`,one_pack:`Verify the responder pack of {name}`,begin_pack:`Open the responder pack`},upkeep:{nothing:`Nothing to do.`,proof:`{ready} of {n} pendants are ready.`,proof_path:`Monitoring confirmed {ago}.`,to_do_one:`{n} thing to mend.`,to_do_other:`{n} things to mend.`,graves_one:`{n} of them is grave: see to it first.`,graves_other:`{n} of them are grave: see to them first.`,mend:`What to mend`,ticks_itself:`An item goes by itself when its cause is gone.`,grave:`Grave`,muted:`Muted`,since:`since {at}`,cell:`Cell: {cell}`,to_monitoring:`See Monitoring`,to_repairs:`See the repair item`,mute:`Mute …`,mute_heading:`Mute {label}?`,mute_text:`Nobody is told of its troubles for that time. Its presses are alarms as ever.`,mute_for:`For how long`,mute_until:`until {at}`,mute_reason:`Why (no names)`,mute_do:`Mute`,back:`Back`,unmute:`Let it count again`,muted_heading:`Muted for now`,muted_until:`until {at}`,muted_by:`{by}: {reason}`,mended:`Mended just now`,mended_at:`mended at {at}`,batteries:`Batteries`,ahead:`Low, or due within`,weeks_one:`{n} week`,weeks_other:`{n} weeks`,no_batteries:`No battery is low or due by then.`,without_day_one:`Of {n} of {all} devices nobody noted when the battery was put in, so it cannot be forecast.`,without_day_other:`Of {n} of {all} devices nobody noted when the battery was put in, so it cannot be forecast.`,forecast:`A forecast from the day it was put in and the usual life in that model, not a measurement.`,device:`Device`,due:`Due`,cell_column:`Cell`,low:`Low`,overdue:`overdue`,unknown_cell:`unknown, see {model}`,choose:`Battery of {label} is new`,new_batteries:`Note new batteries`,noted_one:`{n} battery noted.`,noted_other:`{n} batteries noted.`,choose_first:`Tick whose batteries are new.`,shopping:`Shopping list`,shopping_line:`{n} × {cell}`,shopping_for:`for {labels}`,unknown:`cell unknown`,copy:`Copy the list`,copied:`Copied.`,not_copied:`This browser does not let pages copy. Select the text instead.`,print:`Print`,signals:`Signal, weakest first`,signals_lead:`A link is weak below {enough} dB of margin.`,no_signals:`No device is relied on yet.`,margin:`{now} dB now, lowest {lowest} dB`,margin_now:`{now} dB now`,unheard:`not heard since the start`,trend_falling:`falling`,trend_steady:`steady`,trend_rising:`rising`,trend_unknown:`too short to tell`,over_days_one:`{n} day`,over_days_other:`{n} days`,over_recent_one:`{n} message`,over_recent_other:`last {n} messages`,weak:`Weak`,single:`Single path`,missed:`{share} of check-ins missed`,show_all:`Show all {n}`,drawn:`Margin of {label} over {span}: {now}, {trend}`,single_heading:`Single paths`,single_rooms:`Rooms that one receiver or repeater alone hears: {names}.`,single_devices:`Devices that one receiver or repeater alone hears: {names}.`,single_how:`If that one fails, they are silent. A further repeater nearby helps; the map shows what each one carries.`,to_map:`See the map`,and_more_one:`and {n} more`,and_more_other:`and {n} more`,undated:`No day noted`,put_in:`Put in on`},walk:{title:`Walk test`,about:`Go from room to room and press a pendant in each: what hears it proves the room, and teaches the system to name it.`,may_not:`Your role at this school does not walk rooms. Ask an administrator for it.`,begin:`Begin a walk test`,open:`Open the walk`,open_paused:`Go on with the walk`,to_report:`Accuracy report`,to_overview:`All walk tests`,hints:`What would help most`,blind_spots:`Blind spots`,why:`Why`,proven:`Proven`,never:`never`,days_ago_one:`{n} day ago`,days_ago_other:`{n} days ago`,show_all:`Show all {n} rooms`,on_the_way:`on the way`,progress:`Rooms done`,done_of:`{done} of {of} rooms`,kind:`What for`,kind_survey:`Survey walk`,kind_survey_long:`Teaches which room is which: three presses in each room.`,kind_check:`Check walk`,kind_check_long:`Measures how often the right room is named: another person, another pendant, one press in each room.`,pendants:`Which pendant do you carry?`,pendants_long:`Choose one; up to four if you are not sure: the first press shows which one it was. Do not press before the walk runs: it would be a real alarm.`,search_pendant:`Name, holder or the number on its back`,no_pendant_found:`No pendant is called so.`,more_pendants_one:`{n} more: search for it above.`,more_pendants_other:`{n} more: search for them above.`,serial:`no. {serial}`,rooms:`Which rooms?`,which_all:`All rooms`,which_floors:`Some floors`,which_unfinished:`Rooms not finished yet`,which_blind:`Only blind spots`,which_fifth:`Every fifth surveyed room, the least that proves the figure`,no_floor:`Without a floor`,begin_note:`While the walk runs, presses of the chosen pendants call nobody. All others stay real. It pauses by itself after 30 minutes without a press.`,begin_now_one:`Begin: {n} room`,begin_now_other:`Begin: {n} rooms`,go_to:`Go to`,i_am_here:`I am here`,next:`Next: {room}`,press_now:`Press your pendant now`,press_once:`Press your pendant once now`,press_spot:`Press {number} of {needed}: {spot}`,press_again:`Press again {needed} times: the earlier presses go with the first one`,spot_1:`at the door`,spot_2:`in the middle`,spot_3:`in the far corner`,spot_4:`with your body over it`,spot_5:`where you like`,room_done:`This room is done`,nothing_yet:`The result shows here within a second of the press.`,i_pressed:`I pressed, but nothing shows`,demo_press:`Press the simulated pendant`,listening:`Listening …`,seconds_left_one:`{n} second left`,seconds_left_other:`{n} seconds left`,verdict_pass:`Pass`,verdict_weak:`Weak`,verdict_none:`Not heard`,heard_by_one:`Heard by {n}, aim for {target}`,heard_by_other:`Heard by {n}, aim for {target}`,margin:`Best margin {margin} dB`,margin_head:`Margin`,still_coming:`Still coming in …`,why_single:`Only one receiver or repeater heard it: if that fails, nobody hears this room. Add a repeater near here.`,why_margin:`It was only just heard: below 4 dB anything in the way may silence it. Move a repeater nearer.`,none_noted:`Noted: a press here was not heard.`,none_again:`Press once more, firmly and for a second.`,none_light:`Still nothing: try the pendant in the room where it was heard last. If it is silent there too, its battery may be empty.`,none_repeater:`If only this room is silent, it needs a repeater near it. Until then nobody is called from here.`,who_heard:`Who heard it`,listener:`Receiver or repeater`,rank_first:`What was known before names this room first.`,rank_other:`What was known before puts this room at {rank} of {of}, after {rather}.`,choose:`Choose another room`,choose_heading:`Where are you?`,search:`Search`,no_room_found:`No room is called so.`,back:`Back`,you_are_here:`you are here`,put_off:`for later`,presses_of:`{presses} of {needed}`,skip:`Leave it for later`,redo:`Do this room again`,pause:`Pause`,paused:`Paused`,paused_long:`{pendants}: a press is a real alarm now.`,resume:`Go on with the walk`,other_pendant:`Go on with another pendant`,resume_with:`Go on with the chosen pendants`,finish:`Finish`,all_done:`All rooms are done`,over:`This walk has ended. Its presses are in the survey.`,real_now:`A real alarm is active.`,real_now_long:`Presses of your pendant are real calls for help now. Stop the walk.`,see_alarm:`See the alarm`,ends_soon:`In {left} the walk pauses by itself, and then a press is a real alarm.`,stay:`I am still walking`,silent:`While this walk runs, your pendant calls nobody.`,real:`I need help: this is real`,real_ask:`Call for help?`,real_long:`The last press of this walk becomes a real alarm and the walk ends. If nobody pressed on it yet, close this, pause the walk and press the pendant.`,real_yes:`Yes, call for help`,sum:`The walk so far`,ended:`The walk has ended`,ended_long:`Every press is real again. What was pressed is in the survey and is evidence for each room.`,count_pass_one:`{n} room passes`,count_pass_other:`{n} rooms pass`,count_weak_one:`{n} room is weak`,count_weak_other:`{n} rooms are weak`,count_none_one:`{n} room was not heard`,count_none_other:`{n} rooms were not heard`,count_open_one:`{n} room without a press`,count_open_other:`{n} rooms without a press`,no_blind:`No blind spot among the rooms of this walk.`,end:`End the walk`,walk_on:`Walk on`,print:`Print`,save:`Save the report`,save_survey:`Save the survey`,report_working:`Every room is being placed once more …`,report_title:`Accuracy report: {school}`,report_dated:`As of {time}, version {version} of the survey. Nobody's name is in it.`,report_none_confused:`no room`,report_accuracy:`How often the right room is named`,report_check_walk:`Check walk: the figure that counts`,report_confirmed:`Tests and incidents whose room a person named`,report_confirmed_note:`What was said of these presses when they were made, compared with the room that was named afterwards.`,report_self_test:`Self-test: too good, only for finding weak rooms`,report_self_test_note:`One press of each room is left out in turn and placed by all others. The same person made them in the same minutes, so real presses are placed less well. Never quote these figures.`,report_figures:`In all`,report_all:`All rooms`,report_presses:`Presses`,report_room_share:`Right room`,report_three_share:`Among the first three`,report_floor_share:`Right floor`,report_by_room:`By room, the worst first`,report_by_floor:`By floor`,report_room:`Room`,report_floor:`Floor`,report_verdict:`Verdict`,report_poor:`Too seldom (below 80 %)`,report_good:`Good`,report_few:`Found, few presses`,report_confusions:`What was taken for what`,report_pressed_in:`Pressed in`,report_placed_in:`Placed in`,report_calibration:`What the percentages are worth`,report_band:`Said to be`,report_answers:`Answers`,report_promised:`Promised on average`,report_came_true:`Came true`,report_error:`Percentages and truth are {percent} points apart on average.`,report_heard:`A typical press was heard by {count} receivers and repeaters. With five or more, rooms can be told apart; with fewer than three, rely on the floor.`,report_coverage:`Where presses are heard`,report_coverage_note:`Each room counts by its latest walk. A proof is old after {days} days; a path is a receiver or repeater that hears a typical press.`,report_rooms:`Rooms, blind spots first`,report_proven_on:`Proven on`,report_age:`Days ago`,report_paths:`Paths`,report_margin:`Best margin`,report_heard_by:`Heard by (presses)`,report_covered:`Covered`,blind_never_proven:`Never proven`,blind_failed:`Not heard when last tried`,blind_single_path:`Single path`,blind_weak:`Weak (margin below 4 dB)`,blind_not_walked:`Paths not known, never walked`,blind_old:`Proof too old`,report_right:`Right`,report_part:`{name} ({part} of {of})`}},Mt={en:jt,es:{cards:{alarms:`Alarmas abiertas`,open_count_one:`{n} alarma abierta`,open_count_other:`{n} alarmas abiertas`,since:`{at} · {long}`,open_page:`Abrir`,mark_none:`Nada abierto`,mark_one:`{n} abierta`,mark_other:`{n} abiertas`,proven:`Monitoreo comprobado por última vez {ago} ({at}).`,never_proven:`El monitoreo nunca se ha comprobado.`,located:`Perdido, y sus señales de control se localizan: {devices}.`,disconnected:`Sin conexión con Home Assistant. Lo que se ve puede ser antiguo y las alarmas nuevas no aparecen aquí.`,other_school:`Esta escuela ya no está aquí. Elija otra en los ajustes de la tarjeta.`,lobby_hint:`Pantalla pública: esta tarjeta no muestra nada, pase lo que pase. Solo quien edita el panel de control ve esta frase.`,lobby_title:`Bienvenidos`,all_schools:`Todas las escuelas`,due:`Lo que toca hacer`,to_people:`Colgantes y personas`,to_walk:`Prueba de recorrido`,to_upkeep:`Lo que debilita la protección`,to_monitoring:`Vías al monitoreo`,radio:`Receptores, repetidores y baterías`,missing:`Sin señal`,no_mains:`Sin corriente`,low_battery:`Batería baja`,opened:`Abierto o desmontado`,field_site:`Escuela`,field_profile:`Quién ve la pantalla`,field_floor:`Planta`,help_site:`Si no se elige, la primera escuela.`,help_profile:`Una pantalla que ven las visitas es de secretaría o pública.`,help_floor:`Si no se elige, la planta de la alarma abierta o, si no hay, la primera.`,profile_office:`Secretaría: una señal discreta; clase y lugar solo tras un clic`,profile_wall:`Solo personal: todo a la vista, en letra grande`,profile_lobby:`Pantalla pública: nada, pase lo que pase`,bad_settings:`Los ajustes de esta tarjeta no se pueden leer. Quite la tarjeta y añádala de nuevo.`,bad_text:`«{name}» debe ser un texto.`,bad_profile:`«profile» debe ser uno de: {profiles}.`,name_incident:`Duress: alarmas abiertas`,description_incident:`Quién pidió ayuda, dónde y desde cuándo, con un botón para atender la alarma.`,name_readiness:`Duress: preparación`,description_readiness:`En una frase, hasta qué punto está protegida la escuela.`,name_map:`Duress: plano`,description_map:`El plano de una planta con las alarmas abiertas.`,name_dashboard:`Duress`,description_dashboard:`Hoy, alarmas, plano, personas y mantenimiento de la escuela.`,name_lobby:`Duress: pantalla pública`,description_lobby:`Un reloj y el nombre de la escuela. Se ve igual pase lo que pase.`,show:`Ver`,hide:`Ocultar`,to_test:`Pruebas por hacer`,no_such_floor:`Esta planta ya no existe. Elija otra en los ajustes de la tarjeta.`},common:{pages:`Páginas de Duress`,page_today:`Hoy`,page_incident:`Alarmas`,page_map:`Plano`,page_people:`Personas`,page_walk:`Recorrido`,page_monitoring:`Monitoreo`,page_upkeep:`Mantenimiento`,page_start:`Instalación`,school:`Escuela`,no_school:`No hay ninguna escuela configurada, así que no se vigila ningún colgante. Añada la integración Duress en Configuración, Dispositivos y servicios.`,not_running:`Duress no funciona en esta escuela: no se reciben pulsaciones. Mire en Configuración, Dispositivos y servicios, o llame a quien cuida de Home Assistant.`,disconnected:`Sin conexión con Home Assistant. Lo que ve puede ser antiguo: aquí no aparecen alarmas nuevas hasta que vuelva. Compruebe la red o use otra pantalla.`,demo:`DEMO`,demo_long:`Es una escuela de demostración. No se vigila ningún colgante real.`,waiting:`Un momento…`,close_dialog:`Cerrar`,skip:`Ir al contenido`,new_version:`Duress tiene una versión nueva. Esta página todavía es la antigua.`,reload:`Cargar la nueva`,matches_one:`{n} coincidencia`,matches_other:`{n} coincidencias`,more_matches_one:`y {n} más; escriba más`,more_matches_other:`y {n} más; escriba más`},incident:{title:`Alarmas`,none:`No hay ninguna alarma abierta.`,all:`Todas las alarmas`,closed_lately:`Cerradas en las últimas 24 horas`,closed_row:`{kind}, {where}, {at}: {how}`,no_closed:`No se cerró ninguna alarma en las últimas 24 horas.`,unknown:`No existe esa alarma, o su función no permite verla. Vuelva a todas las alarmas.`,others_one:`Hay {n} alarma abierta más`,others_other:`Hay {n} alarmas abiertas más`,real_waits:`Alarma real:`,another_waits:`Otra alarma:`,strip_one:`{n} alarma abierta:`,strip_other:`{n} alarmas abiertas, la primera:`,show:`Ver`,number:`N.º {number}`,old:`ANTIGUO: {at}`,old_long:`Sin noticias desde {at}. Lo que ve puede haber cambiado.`,where:`Dónde`,who:`Quién`,since:`Desde`,since_at:`desde {at}`,waiting_name:`Buscando el nombre…`,no_name:`Nadie de la lista lo lleva`,more_people_one:`{names} y {n} más`,more_people_other:`{names} y {n} más`,somewhere:`En algún lugar de la escuela`,near:`Cerca de {room}`,either_floor:`{floor} o {other}`,door:`puerta exterior {door}`,place_age:`Lugar hallado {age}.`,place_stale:`Lugar hallado {age}: la persona puede haberse movido.`,moved:`La primera pulsación fue en {room}.`,kind_duress:`Peligro`,kind_medical:`Ayuda médica`,kind_assist:`Asistencia`,kind_lockdown:`Confinamiento`,mode_test:`PRUEBA`,mode_drill:`SIMULACRO`,mode_demo:`DEMO`,band_test:`PRUEBA: no es una alarma real`,band_drill:`SIMULACRO: no es una alarma real`,band_demo:`DEMO: nadie está en peligro`,state_raised:`sin atender`,state_acknowledged:`atendida`,state_responding:`ayuda en camino`,state_on_scene:`la ayuda ha llegado`,state_resolved:`fin del peligro`,state_closed:`cerrada`,word_likely:`muy probable`,word_probably:`probable`,word_near:`cerca`,method_fixed_button:`un botón fijo`,method_surveyed:`según la medición`,method_one_receiver:`oído por un solo receptor`,method_heard_strongest:`junto a lo que mejor lo oyó`,method_usual_room:`solo la sala habitual, no se oyó dónde`,method_site:`no se oyó dónde`,roomkind_outdoor:`al aire libre`,roomkind_exterior_door:`con puerta al exterior`,doubt_unregistered:`no instalado`,doubt_model_mismatch:`otro modelo que el instalado`,doubt_implausible_status:`señal extraña`,doubt_not_ours:`marcado como ajeno`,doubt_retired:`dispositivo retirado`,doubt_in_stock:`dispositivo del almacén`,doubt_in_repair:`dispositivo en reparación`,doubt_lost:`dispositivo perdido`,doubt_away:`dispositivo que está fuera`,doubts:`Dudosa, y aun así una alarma: {doubts}.`,an_automation:`Una automatización`,somebody:`Alguien`,the_desk:`La central`,nobody_yet:`Nadie la ha atendido.`,only_automation:`Solo la ha atendido una automatización.`,escalates_in:`Se avisa a más personas en {time}.`,escalated_one:`Escalada una vez; no se avisa a nadie más por sí solo.`,escalated_other:`Escalada {n} veces; no se avisa a nadie más por sí solo.`,no_escalation:`No se avisa a nadie más por sí solo.`,standing_acknowledged:`{by} la atendió tras {after}.`,standing_responding_one:`{by} va en camino.`,standing_responding_other:`{by} van en camino.`,standing_on_scene_one:`{by} ya está allí.`,standing_on_scene_other:`{by} ya están allí.`,standing_resolved:`{how}, dice {by}. Ciérrela cuando todo esté hecho.`,standing_closed:`{how}. Cerrada por {by}, {at}.`,disposition_real:`Fin del peligro`,disposition_cancelled:`Anulada`,disposition_false_alarm:`Falsa alarma`,disposition_test:`Fin de la prueba`,disposition_drill:`Fin del simulacro`,act_acknowledge:`Atender`,act_respond:`Voy en camino`,act_respond_too:`Yo también voy`,act_arrive:`Ya estoy allí`,act_clear:`El peligro ha pasado…`,act_close:`Cerrar…`,act_cancel:`Anular…`,act_escalate:`Avisar a más personas ahora`,act_confirm:`Confirmar: es real`,act_real:`Esto es real…`,key_hint:`O pulse la tecla A.`,more:`Más pasos`,look_only:`Su función permite ver esta alarma, no atenderla. Si no viene nadie, avise a más personas.`,no_connection:`Sin conexión con Home Assistant, así que no se hizo nada. Use el teléfono u otra pantalla.`,waiting_confirmation:`Aún no se ha avisado a los destinos. En {time} se les avisa de que nadie la ha confirmado.`,reason:`¿Por qué? (sin nombres)`,reason_missing:`Escriba en pocas palabras por qué.`,heading_clear:`El peligro ha pasado`,hint_clear:`La alarma queda en la lista hasta que alguien la cierre.`,heading_close:`Cerrar la alarma`,hint_close:`Ciérrela cuando todo esté hecho. No se puede volver a abrir; una nueva pulsación abre otra alarma.`,heading_cancel:`Anular la alarma`,hint_cancel:`A quien fue avisado se le dice que queda anulada.`,cancel_as:`Qué fue`,as_cancelled:`Anulada`,as_false_alarm:`Falsa alarma`,example_clear:`Sala revisada, todos están a salvo`,example_close:`Todo está hecho`,example_cancel:`Pulsado por error`,do_clear:`El peligro ha pasado`,do_close:`Cerrar la alarma`,do_cancel:`Anular la alarma`,back:`Volver`,rehearsal_test:`Hay una prueba hasta las {until}: las pulsaciones de sus colgantes solo se anotan.`,rehearsal_drill:`Hay un simulacro hasta las {until}: las pulsaciones de sus colgantes no son alarmas reales.`,real_heading:`Esto es real`,real_hint:`La prueba o el simulacro termina, y todas sus pulsaciones pasan a ser alarmas reales. Se avisa a todos los que reciben alarmas reales.`,do_real:`Sí, es real`,why:`Por qué este lugar`,first_place:`La primera pulsación: {why}`,share_of:`{room}: {share}`,runners_up:`Dónde más puede ser`,presses:`Pulsaciones`,presses_more_one:`y {n} pulsación anterior`,presses_more_other:`y {n} pulsaciones anteriores`,press_row:`{at}: {who}, {where}`,people:`Quién la atiende`,people_none:`Nadie todavía.`,doing_acknowledged:`la atiende`,doing_responding:`en camino`,doing_on_scene:`ya está allí`,checklist:`Lista de pasos`,done_by:`{by}, {at}`,notes:`Notas`,notes_none:`Todavía no hay notas.`,note:`Escriba una nota (sin nombres del personal)`,add_note:`Añadir la nota`,endpoints:`A quién se avisó`,endpoints_none:`No se avisó a ningún destino.`,endpoints_waiting:`Buscando lo que se envió…`,backup:`respaldo`,removed_endpoint:`Un destino que se quitó`,messages_one:`{n} mensaje`,messages_other:`{n} mensajes`,show_sent:`Ver exactamente lo que se envió`,sent_heading:`Lo que se envió`,sent_redacted:`Sin quién actuó ni por qué, porque su función no permite ver nombres.`,sent_unreadable:`Su función no permite ver este mensaje.`,hop_queued:`espera a ser enviado`,hop_sent:`enviado y aún sin confirmar, {tries} intentos, otra vez a las {next}`,hop_refused:`rechazado ({answer}), {tries} intentos, otra vez a las {next}`,hop_accepted:`tomado ({answer}), aún sin confirmar`,hop_delivered:`entregado en {time}`,hop_delivered_untimed:`entregado`,hop_desk_accepted:`lo atiende una persona`,hop_declined:`rechazado por una persona`,hop_dead_letter:`no entregado, abandonado ({answer}): llame por teléfono`,hop_held:`espera a ver si el principal lo toma`,hop_spared:`no hizo falta, lo tomó el principal`,more_waiting_one:`espera {n} mensaje más`,more_waiting_other:`esperan {n} mensajes más`,milliseconds:`{ms} ms`,seconds:`{s} s`,answer_accepted:`se hace cargo`,answer_dispatched:`la ayuda va en camino`,answer_declined:`rechazada: de allí no viene nadie`,answer_note:`dice`,message_incident_raised:`Alarma`,message_incident_repeated:`Pulsada otra vez`,message_incident_located:`Lugar`,message_incident_acknowledged:`Atendida`,message_incident_responding:`En camino`,message_incident_on_scene:`En el lugar`,message_incident_escalated:`Escalada`,message_incident_confirmed:`Confirmada`,message_incident_unconfirmed:`Sin confirmar`,message_incident_interrupted:`Interrumpida`,message_incident_noted:`Nota`,message_incident_cleared:`Fin del peligro`,message_incident_cancelled:`Anulada`,message_incident_closed:`Cerrada`,timeline:`Qué pasó`,timeline_waiting:`Buscando lo que pasó…`,event_incident_raised:`Se pulsó {transmitter}: {room}`,event_incident_repeated:`Se pulsó otra vez {transmitter}: {room}`,event_incident_located:`{transmitter} situado: {room}`,event_button_released:`Se soltó {transmitter}; la alarma sigue`,event_incident_acknowledged:`{by} la atiende`,event_incident_responding:`{by} va en camino`,event_incident_on_scene:`{by} ya está allí`,event_incident_escalated:`Escalada al nivel {level}: nadie la había atendido`,event_escalated_by:`{by} hizo avisar a más personas (nivel {level})`,event_incident_confirmed:`{by} confirmó que es real`,event_incident_unconfirmed:`Nadie la confirmó a tiempo; se avisó igualmente a los destinos`,event_incident_forwarded:`{by} quiere que se avise cuando ya no espere: {endpoint}`,event_incident_interrupted:`Se pidió al sistema que parara; hasta que arranque nadie oye pulsaciones`,event_incident_cleared:`{by}: el peligro ha pasado – «{reason}»`,event_incident_cancelled:`{by}: {how} – «{reason}»`,event_incident_closed:`{by} la cerró – «{reason}»`,event_incident_note_added:`{by} anotó: «{text}»`,event_incident_step_checked:`{by} hizo el paso {step} de {steps}: {text}`,event_incident_answered:`{endpoint}, {by}: {answer}`,event_incident_backup_told:`Se avisó a {endpoint} como respaldo de {primary}: {because}`,event_incident_primary_confirmed:`{endpoint} lo confirmó finalmente`,because_failed:`falló dos veces`,because_refused:`rechazó el mensaje`,because_throttled:`pidió paciencia`,because_retired:`dice que está retirado`,because_late:`no había confirmado a tiempo`,because_not_proven:`se sabía que no funcionaba`,because_given_up:`su mensaje se abandonó`,because_not_told:`no se le avisa de esto`,because_not_stored:`no se pudo guardar el mensaje`,because_regrouped:`ya no es su principal`,because_removed:`fue eliminado`,event_panel_output_on:`Se avisó al panel de alarma ({endpoint})`,event_panel_output_off:`Se soltó la salida al panel de alarma ({endpoint})`,problem_missing:`no existe`,problem_unavailable:`no está disponible`,problem_failed:`da un error`,problem_no_answer:`no responde`,event_panel_output_failed:`No se pudo avisar al panel de alarma ({endpoint} {text})`,news_place:`El lugar es ahora {where}.`,news_press:`Pulsado otra vez: {who}, {where}.`,really:`¿Dónde fue en realidad?`,really_long:`Si lo sabe: es la mejor prueba de dónde vienen las pulsaciones futuras. No cambia nada de esta alarma.`,really_press:`Qué pulsación`,really_room:`Fue en realidad en`,really_note:`Anotar esta sala`,really_noted:`Anotado: {room}. La medición ya tiene esta pulsación.`},map:{floors:`Plantas`,floor:`Planta`,rooms:`Salas`,room:`Sala`,name:`Nombre`,alarm:`Alarma`,inside:`Botones y repetidores dentro`,standing:`Estado`,proven:`Última comprobación`,paths:`La oyen (margen)`,hears:`{name} ({margin} dB)`,listeners:`Receptores y repetidores`,door:`puerta {door}`,gone:`eliminada en Home Assistant`,not_on_plan:`aún no está en el plano`,nowhere:`En ninguna planta`,plan_of:`Plano de {floor}`,no_floor:`Todavía no hay plantas. Cree plantas y áreas en Home Assistant, en Configuración, Áreas; aparecen aquí solas.`,empty_floor:`No hay salas en esta planta. Ponga áreas en ella en Home Assistant, en Configuración, Áreas.`,no_plan:`Esta planta no tiene plano, por eso sus salas se muestran en una cuadrícula. Suba una imagen con «Cambiar plano».`,no_image:`No se puede mostrar la imagen de esta planta: {why} Las posiciones y las alarmas se muestran igualmente.`,image_not_loaded:`no se pudo cargar. Cargue la página de nuevo.`,missing_rooms_one:`{n} sala aún no está en el plano. Sus alarmas se muestran encima del plano.`,missing_rooms_other:`{n} salas aún no están en el plano. Sus alarmas se muestran encima del plano.`,list:`Lista`,wall:`Pantalla de pared`,leave_wall:`Salir de la pantalla de pared`,change:`Cambiar plano`,layer:`Mostrar`,layer_rooms:`Salas y alarmas`,layer_coverage:`Cómo se oyen las salas`,layer_outage:`Si uno falla`,without:`Qué pasa si`,nothing_fails:`elija qué falla…`,without_one:`falla {name}`,choose_outage:`Elija un receptor o repetidor para ver qué salas se encontrarían peor sin él.`,working_out:`Se está calculando…`,legend:`Salas de esta planta`,smaller:`Más pequeño`,larger:`Más grande`,no_alarm:`Ninguna alarma abierta`,alarms_one:`{n} alarma`,alarms_other:`{n} alarmas`,alarm_on:`Alarma en {floor}:`,show:`Mostrar`,maybe:`o aquí, {share}`,somewhere:`en algún lugar de la escuela`,on_floor:`en {floor}, sala desconocida`,near:`cerca de {room}`,listener_heard:`se oye`,listener_not_heard:`aún sin oír`,listener_missing:`sin señal`,listener_trouble:`tiene un problema`,coverage_proven:`Comprobada`,coverage_old:`Comprobación demasiado antigua`,coverage_single_path:`Una sola vía`,coverage_weak:`Débil`,coverage_not_walked:`Nunca recorrida`,coverage_failed:`No se oyó en la última prueba`,coverage_never_proven:`Nunca comprobada`,after_room:`Sala aún conocida`,after_floor:`Solo se conoce la planta`,after_other_room:`Se nombra otra sala`,after_other_floor:`Se nombra otra planta`,after_unheard:`No se oye`,upload:`Subir imagen`,upload_other:`Subir otra imagen`,upload_first:`Suba primero una imagen de esta planta: un PNG, JPEG o WebP de 8 MB como máximo. De un PDF, guarde la página como PNG. No debe mostrar el nombre de nadie: la ven todos los que pueden ver la escuela.`,uploaded:`La imagen está subida.`,remove_image:`Quitar imagen`,undo:`Deshacer`,undone:`Se deshizo el último cambio.`,too_large:`La imagen tiene más de 8 MB. Guárdela más pequeña, por ejemplo como JPEG, e inténtelo de nuevo.`,http_failed:`Home Assistant no lo aceptó (respuesta {status}). Compruebe la conexión e inténtelo de nuevo.`,choose:`Elija en la lista lo que quiere colocar.`,put_down:`Pulse donde está {name}. Con el teclado: las flechas mueven la cruz, Intro la coloca, Escape la retira.`,all_placed:`Todo está colocado. Arrastre lo que esté mal.`,to_place_one:`Falta {n} por colocar.`,to_place_other:`Faltan {n} por colocar.`,things:`Qué hay en esta planta`,open:`por colocar`,placed:`en el plano`,cross:`{name}: {x} desde la izquierda, {y} desde arriba. Las flechas lo mueven, Intro lo coloca.`,take_off:`Quitar {name} del plano`,is_placed:`{name} está en el plano.`,is_taken_off:`{name} ya no está en el plano.`,files:`Planos como archivo`,files_hint:`Exportar hace un archivo con todas las imágenes y posiciones de esta escuela. Importar dice qué cambiaría el archivo antes de cambiar nada.`,export:`Exportar`,import:`Importar`,import_heading:`Qué cambiaría este archivo`,import_now:`Importar`,import_nothing:`El archivo no cambia nada.`,imported:`El archivo está importado.`,image:`Imagen`,image_same:`sin cambios`,image_new:`nueva`,image_replaced:`sustituida`,positions:`Posiciones`,left_out:`No está en esta planta, se omite`,unchanged:`sin cambios`,unknown_floors:`Estas plantas no están aquí y se omiten: {floors}.`,count_placed_one:`{n} colocada`,count_placed_other:`{n} colocadas`,count_moved_one:`{n} movida`,count_moved_other:`{n} movidas`,count_removed_one:`{n} quitada`,count_removed_other:`{n} quitadas`,image_gone:`La imagen se quitó. Las posiciones quedan para la siguiente.`,image_removed:`quitada`,key:`Números del plano`,no_space:`Sin sitio en el plano: {names}`,layer_facts:`Cosas para los intervinientes`},monitoring:{none:`No hay ningún destino de monitoreo, así que nadie fuera de la escuela se entera de una alarma. Añada uno en Configuración, Dispositivos y servicios, Duress.`,lead_all_one:`La vía al monitoreo está comprobada.`,lead_all_other:`Las {n} vías al monitoreo están comprobadas.`,lead_some_one:`{proven} de {n} vía está comprobada. Vea abajo qué hacer.`,lead_some_other:`{proven} de {n} vías están comprobadas. Vea abajo qué hacer.`,lead_nobody:`Ninguna vía al monitoreo está comprobada: puede que una alarma no llegue a nadie fuera de la escuela. Tenga un teléfono a mano y vea abajo qué hacer.`,endpoints:`Destinos`,state_proven:`Comprobado`,state_failing:`Falla`,state_lost:`Perdido`,state_retired:`Retirado`,state_unproven:`Aún sin comprobar`,type_webhook:`Webhook`,type_cap:`Webhook, CAP 1.2`,type_dc09:`SIA DC-09`,type_mqtt:`MQTT`,proven_by:`{name} confirmó nuestro último mensaje {ago}.`,was_proven:`Última confirmación {ago}, {at}.`,never_proven:`No se ha confirmado nada desde el arranque.`,checked_every:`Se prueba cada {time} si no se envía otra cosa.`,stands_in:`Respaldo: suple a {name}.`,relieved:`Su respaldo está comprobado y lo suple.`,what_to_do:`Qué hacer`,it_said:`Respondió: {answer}`,waiting_none:`No espera nada.`,waiting_one:`{n} mensaje espera desde {at}.`,waiting_other:`{n} mensajes esperan, el más antiguo desde {at}.`,dead_one:`Se abandonó {n} mensaje.`,dead_other:`Se abandonaron {n} mensajes.`,latency_one:`La única alarma de los últimos 90 días se confirmó en {median}.`,latency_other:`De {n} alarmas en 90 días, la mitad se confirmó en {median} y 19 de cada 20 en {p95}.`,no_latency:`No se envió ninguna alarma aquí en 90 días.`,send_test:`Enviar una prueba`,sending:`Enviando…`,test:`PRUEBA`,test_confirmed:`{name} confirmó la prueba en {time}.`,test_accepted:`Algo en el camino tomó la prueba en {time}, pero nadie la ha confirmado: {answer}`,test_failed:`{name} no confirmó la prueba: {answer}`,last_test:`Última prueba, {at}`,test_accepted_only:`Algo en el camino tomó la prueba en {time}, pero nadie la ha confirmado.`,test_failed_only:`{name} no confirmó la prueba.`,test_note:`Va marcada como PRUEBA de principio a fin. No se envía a nadie.`,what_was_sent:`Lo que se envió`,show_sent:`Ver lo enviado`,show_dead:`Verlos`,replay_all:`Reenviar todos`,replay_one:`Reenviar`,replay_heading:`¿Reenviar lo abandonado?`,replay_text_one:`{n} mensaje va a {name} con su identificador de entonces, así que no cuenta dos veces. Habla del pasado: avise antes a la central si trata de una alarma.`,replay_text_other:`{n} mensajes van a {name} con sus identificadores de entonces, así que no cuentan dos veces. Hablan del pasado: avise antes a la central si tratan de alarmas.`,replayed_one:`{n} mensaje está otra vez en camino.`,replayed_other:`{n} mensajes están otra vez en camino.`,keep:`Dejarlo`,deliveries:`Lo que se envió`,no_history:`Lo que se envió exactamente lo ven los intervinientes, la secretaría, los técnicos y los administradores.`,endpoint:`Destino`,all_endpoints:`Todos los destinos`,which:`Cuáles`,only_all:`Todos los mensajes`,only_waiting:`Lo que espera`,only_dead_letters:`Lo abandonado`,nothing_all:`Todavía no se ha enviado nada.`,nothing_waiting:`No espera nada: todo está confirmado.`,nothing_dead_letters:`No se ha abandonado nada.`,older:`Ver anteriores`,removed:`un destino que se quitó`,number:`N.º {number}`,next_attempt:`Se intenta de nuevo a las {at}.`,backup:`Como respaldo: {because}`,because_failed:`el principal falló dos veces.`,because_refused:`el principal lo rechazó.`,because_throttled:`el principal pidió paciencia.`,because_retired:`el principal dice que está retirado.`,because_late:`el principal no confirmó a tiempo.`,because_not_proven:`se sabía que el principal no funcionaba.`,because_given_up:`el mensaje del principal se abandonó.`,because_not_told:`al principal no se le avisa de esto.`,because_earlier:`ya se le había avisado del mismo incidente.`,because_not_stored:`el mensaje no se pudo guardar.`,because_regrouped:`ya no suple a ese.`,because_removed:`el principal fue eliminado.`,hops:`Cuánto tardó cada paso`,hop_heard:`Oído`,hop_entities:`Visible en Home Assistant`,hop_committed:`Guardado`,hop_posted:`Enviado`,hop_confirmed:`Confirmado`,hop_desk_accepted:`Respondido por una persona en la central`,attempts:`Intentos`,no_attempts:`Aún sin intentar.`,left_out_one:`{n} más entre ellos, a las {since}: {outcome}`,left_out_other:`{n} más entre ellos, de {since} a {until}: {outcome}`,receipts:`Lo que respondió la central`,receipt_delivered:`su sistema lo tiene`,receipt_accepted:`alguien se hizo cargo`,receipt_dispatched:`la ayuda va en camino`,receipt_declined:`no se hará nada`,receipt_note:`una nota`,body:`Exactamente como se envió`,redacted:`Los nombres y motivos aparecen como •••, porque su función no permite leerlos. El destino sí los recibió.`,no_body:`Su función no permite leer este mensaje: puede contener nombres que no se pueden distinguir.`,lay_out:`En líneas`,copy:`Copiar`,copied:`Copiado.`,not_copied:`Este navegador no deja copiar. Seleccione el texto.`,outcome_delivered:`confirmado`,outcome_accepted:`tomado, sin confirmar`,outcome_retry:`falló`,outcome_throttled:`pidió paciencia`,outcome_refused:`rechazado`,outcome_retired:`retirado`,delivery_queued:`Aún sin enviar`,delivery_sent:`Sin confirmar, se repite`,delivery_refused:`Rechazado, se repite despacio`,delivery_accepted:`Tomado, sin confirmar`,delivery_delivered:`Confirmado`,delivery_desk_accepted:`Confirmado por una persona`,delivery_declined:`Rechazado por una persona`,delivery_dead_letter:`Abandonado`,delivery_held:`Retenido por el principal`,delivery_spared:`No hizo falta: el principal confirmó`,kind_incident_raised:`Alarma`,kind_incident_located:`Alarma: lugar`,kind_incident_repeated:`Alarma: otra pulsación`,kind_incident_acknowledged:`Alarma: atendida`,kind_incident_responding:`Alarma: alguien va hacia allí`,kind_incident_on_scene:`Alarma: alguien está allí`,kind_incident_escalated:`Alarma: escalada`,kind_incident_confirmed:`Alarma: confirmada como real`,kind_incident_unconfirmed:`Alarma: nadie confirmó`,kind_incident_interrupted:`Alarma: el sistema se detiene`,kind_incident_noted:`Alarma: nota`,kind_incident_cleared:`Alarma: fin del peligro`,kind_incident_cancelled:`Alarma: anulada`,kind_incident_closed:`Alarma: cerrada`,kind_trouble_started:`Problema: comienza`,kind_trouble_escalated:`Problema: se agrava`,kind_trouble_ended:`Problema: terminó`,kind_rehearsal_started:`Prueba o simulacro: comienza`,kind_rehearsal_ended:`Prueba o simulacro: terminó`,kind_digest:`Problemas del día`,kind_test:`Prueba diaria`,kind_heartbeat:`Señal de vida`},pack:{heading:`Dosier de intervención`,what:`Una página por planta para quien venga a ayudar. Recorra cada planta con su página, cambie lo que esté mal y diga que es correcta.`,print:`Imprimir o guardar como PDF`,to_map:`Volver al plano`,no_pages:`Todavía no hay nada que imprimir. Las salas aparecen aquí solas; suba un plano y coloque cosas para los intervinientes con «Cambiar plano» en la página Plano.`,page:`Página {n} de {of}`,sheet:`hoja {n} de {of}`,continued:`{what} (continuación)`,printed:`Impreso: {at}`,not_verified:`SIN VERIFICAR`,verified:`Verificado el {day}`,verified_by:`Verificado el {day} por {by}`,changed:`HA CAMBIADO DESDE ENTONCES`,verify:`Esta página es correcta: {floor}`,is_verified:`La página de {floor} está verificada.`,no_rooms:`No se conoce ninguna sala aquí.`,rooms_off:`Salas que no están en el plano`,numbers:`Números en círculos del plano`,no_space:`no cabe en el plano`,things:`Cosas para los intervinientes`,things_hint:`Puertas, cámaras, llaves de corte y similares. Añada una y colóquela en el plano como una sala. Las ve cualquiera que pueda ver la escuela: no nombre a personas.`,thing:`{kind}: {label}`,thing_kind:`Qué`,thing_label:`Número o nombre`,thing_example:`por ejemplo 7, o Cuarto de calderas`,add_thing:`Añadir`,save:`Guardar`,leave:`Dejarlo como está`,change:`Cambiar`,change_one:`Cambiar {name}`,remove:`Quitar`,remove_one:`Quitar {name}`,is_kept:`{name}: guardado.`,is_removed:`{name}: quitado. Deshacer lo devuelve.`,kind_door:`Puerta`,kind_key_box:`Caja de llaves`,kind_fire_panel:`Panel de incendios`,kind_gas:`Corte de gas`,kind_water:`Corte de agua`,kind_electricity:`Corte de electricidad`,kind_aed:`DEA`,kind_first_aid:`Primeros auxilios`,kind_camera:`Cámara`,kind_assembly:`Punto de reunión`,kind_other:`Otro`,contacts:`Contactos`,contacts_hidden:`Los contactos los ven la secretaría, los intervinientes y los administradores.`,no_contacts:`No hay contactos anotados.`,change_contacts:`Cambiar contactos`,contacts_of:`Contactos de`,whole_site:`toda la escuela (en cada página)`,add_contact:`Añadir un contacto`,contact_new:`Contacto nuevo`,contact_name:`Nombre o cargo`,contact_phone:`Teléfono`,contact_purpose:`Para qué`,differences_one:`{n} distinta`,differences_other:`{n} distintas`,import_changed:`Los contactos quedan como dice el archivo.`,import_left_out:`El archivo tiene contactos. Su función no permite cambiarlos, así que se dejan fuera.`},people:{title:`Personas y colgantes`,tabs:`Vistas de esta página`,tab_pendants:`Colgantes`,tab_loaners:`Préstamos`,tab_gaps:`Desajustes`,tab_people:`Personas`,add:`Añadir colgantes`,import:`Importar un archivo`,year_end:`Fin de curso`,who_had:`¿Quién lo tenía?`,filters:`Mostrar solo`,filter_all:`Todos`,filter_attention:`Por atender`,filter_missing:`Sin señal`,filter_not_heard:`Aún sin oír`,filter_battery:`Batería baja`,filter_loan:`Prestados`,filter_unassigned:`Sin titular`,filter_spare:`De repuesto`,filter_test:`En prueba`,filter_out:`Fuera de uso`,search:`Buscar por colgante, número de serie, titular o sala`,search_no_names:`Buscar por colgante, número de serie o sala`,search_people:`Buscar por nombre, número de personal, sala o colgante`,sort:`Ordenar por`,none:`Aún no hay ningún colgante instalado. Añada el primero pulsándolo o importe un archivo.`,shown:`Se muestran {n} de {of}`,people_shown:`Se muestran {n} de {of} personas`,select_all:`Marcar los {n}`,select_row:`Marcar {label}`,caption:`Colgantes y botones`,caption_people:`Personas de la lista`,column_label:`Colgante`,column_holder:`Titular`,column_room:`Sala`,column_state:`¿Funciona?`,column_life:`Situación`,column_tested:`Última prueba`,column_name:`Nombre`,column_staff_id:`Número de personal`,column_carries:`Lleva`,column_trained:`Formación`,nobody:`nadie`,nothing:`nada`,untrained:`aún no`,never_tested:`nunca`,muted:`problemas silenciados`,last_heard:`oído por última vez: {at}`,on_test_until:`en prueba hasta {at}`,state_works:`Funciona`,state_missing:`Sin señal`,state_not_heard:`Aún sin oír`,state_silent:`En silencio`,state_on_test:`En prueba`,state_low_battery:`Batería baja`,state_tamper:`Carcasa abierta`,state_suspect:`Envía valores imposibles`,state_model_mismatch:`Otro modelo que el instalado`,state_weak_signal:`Señal débil`,state_interval_misfit:`Da muy pocas señales de control`,state_restarted:`Reiniciado`,state_restarts:`Se reinicia una y otra vez`,life_in_stock:`De repuesto`,life_assigned:`En uso`,life_loaned:`Prestado`,life_away:`Fuera`,life_lost:`Perdido`,life_in_repair:`En reparación`,life_retired:`Retirado`,life_away_means:`No está en la escuela, por ejemplo en casa. No se avisa si calla. Si se pulsa, es una alarma como siempre.`,life_lost_means:`Sus señales de control se localizan durante 72 horas, y todos pueden verlo. Si se pulsa, es una alarma como siempre.`,life_in_repair_means:`No se avisa si calla. Si se pulsa, es una alarma como siempre.`,life_retired_means:`No es de nadie y ya no se usa. Si se pulsa, se muestra igualmente.`,loan_until:`Prestado hasta {at}`,loan_overdue:`Préstamo vencido desde {at}`,kind_duress:`Peligro`,kind_medical:`Ayuda médica`,kind_assist:`Asistencia`,kind_lockdown:`Confinamiento`,trend_falling:`en descenso`,trend_steady:`estable`,trend_rising:`en aumento`,heard:`Oído por última vez`,never_heard:`nunca desde que se instaló`,heard_every:`{at}; da señal de control cada {every}`,signal:`Señal`,margin:`{margin} dB, oído por {ways} estaciones`,battery:`Batería`,battery_since:`desde {day}`,battery_due:`toca el {day}`,asks_for:`Una pulsación significa`,hardware:`Modelo y número de serie`,removed:`Este colgante ya no está instalado.`,give:`Entregar`,give_any:`Entregar un colgante`,give_other:`Entregar a otra persona`,take_back:`Recoger`,take_back_own:`Recoger; {devices} vuelve a estar aquí`,to_stock:`Al almacén`,in_use_again:`Otra vez en uso`,is_lost:`Perdido`,test_now:`Probar ahora`,say_otherwise:`Está…`,reason:`Motivo`,reason_help:`Unas palabras, sin nombres: el registro de actividad las muestra.`,reason_at_home:`se quedó en casa`,reason_not_returned:`no devuelto a fin de curso`,say_life:`{device}: {life}`,life_said:`{device}: {life}.`,test_started:`{device} está en prueba dos minutos. Púlselo ahora: no se llama a nadie.`,history:`Quién lo tuvo`,no_history:`Aún no se ha dicho nada de él, así que cuenta como en uso.`,forgotten:`alguien que se quitó de la lista`,since:`desde {at}`,from_until:`{from} – {until}`,said_by:`lo dijo {name}`,serial:`Número de serie`,had_at:`Cuándo`,had:`{at}: {name} tenía {device} ({life}).`,had_nobody:`{at}: nadie tenía {device} ({life}).`,had_forgotten:`{at}: {device} lo tenía alguien que después se quitó de la lista.`,bulk:`Qué hacer con lo marcado`,selected_one:`{n} marcado`,selected_other:`{n} marcados`,select_none:`No marcar ninguno`,bulk_return:`Recoger`,bulk_return_what_one:`{n} colgante va al almacén; ya no es de nadie.`,bulk_return_what_other:`{n} colgantes van al almacén; ya no son de nadie.`,bulk_return_done_one:`Se recogió {n} colgante.`,bulk_return_done_other:`Se recogieron {n} colgantes.`,bulk_spare:`Cambiar por repuestos`,bulk_spare_what_one:`{n} persona recibe un repuesto; el colgante de hasta ahora va al almacén.`,bulk_spare_what_other:`{n} personas reciben un repuesto; sus colgantes de hasta ahora van al almacén.`,bulk_spare_done_one:`Se cambió {n} colgante.`,bulk_spare_done_other:`Se cambiaron {n} colgantes.`,swap_line:`{holder}: {new} en lugar de {old}`,bulk_battery:`Batería cambiada`,bulk_battery_what_one:`{n} dispositivo tiene batería nueva desde hoy.`,bulk_battery_what_other:`{n} dispositivos tienen batería nueva desde hoy.`,bulk_battery_done_one:`Batería nueva anotada en {n} dispositivo.`,bulk_battery_done_other:`Baterías nuevas anotadas en {n} dispositivos.`,bulk_test:`Poner en prueba`,bulk_test_what_one:`Pulsar {n} dispositivo no llama a nadie mientras dure la prueba, que termina sola.`,bulk_test_what_other:`Pulsar {n} dispositivos no llama a nadie mientras dure la prueba, que termina sola.`,bulk_test_done_one:`{n} dispositivo está en prueba.`,bulk_test_done_other:`{n} dispositivos están en prueba.`,test_minutes:`Minutos`,who_gets:`¿Quién lo recibe? Escriba parte del nombre`,who_first:`Elija primero quién lo recibe.`,new_person:`Añadir «{text}» a la lista`,staff_number_of:`Número de personal de quien lo recibe`,staff_number_optional:`Número de personal, si lo hay`,which_pendant:`Qué colgante`,spare_works:`funciona`,spare_silent:`no se oye`,spare_trouble:`algo le pasa`,no_spare:`No hay ningún colgante de repuesto. Recoja uno o añada otro.`,as_loan:`Solo en préstamo`,due:`Devolución`,due_help:`Si se deja vacío, hoy a las 16:30 (después de esa hora, mañana).`,own_at_home:`{devices} se quedó en casa: no esperarlo mientras tanto`,own_back:`Recoger {devices}`,lend:`Prestar`,hand_out:`Entregar`,handed_out:`{device} lo tiene ahora {holder}.`,lent:`{device} lo tiene {holder}, hasta {at}.`,taken_back:`Se recogió {device}.`,lend_title:`Prestar un colgante`,spares_one:`{n} de repuesto en el almacén`,spares_other:`{n} de repuesto en el almacén`,may_not_lend:`Su función no entrega colgantes. Pregunte en la secretaría.`,out_title_one:`En préstamo: {n}`,out_title_other:`En préstamo: {n}`,no_loans:`No hay nada prestado.`,overdue_one:`{n} préstamo ha vencido. Pida que lo devuelvan.`,overdue_other:`{n} préstamos han vencido. Pida que los devuelvan.`,no_gaps:`Todo cuadra: cada persona tiene un colgante y cada colgante en uso tiene titular.`,gap_without_pendant_one:`{n} persona sin colgante`,gap_without_pendant_other:`{n} personas sin colgante`,gap_without_pendant_why:`No pueden pedir ayuda.`,gap_without_holder_one:`{n} colgante en uso sin titular`,gap_without_holder_other:`{n} colgantes en uso sin titular`,gap_without_holder_why:`Si se pulsa, se sabe dónde, pero no quién.`,gap_two_for_one_one:`{n} persona con más de un colgante`,gap_two_for_one_other:`{n} personas con más de un colgante`,gap_two_for_one_why:`El que no se usa faltará cuando haga falta.`,gap_perhaps_lost_one:`{n} colgante no volvió`,gap_perhaps_lost_other:`{n} colgantes no volvieron`,gap_perhaps_lost_why:`A fin de curso no estaban entre los devueltos.`,gap_without_training_one:`{n} persona aún sin formar`,gap_without_training_other:`{n} personas aún sin formar`,gap_without_training_why:`Deben saber cómo pulsar, y qué pasa después, antes del primer día de clase.`,trained_today:`Formación hecha hoy`,trained_said:`{name}: formación anotada hoy.`,add_person:`Añadir a alguien`,change:`Cambiar`,usual_room:`Sala habitual`,save:`Guardar`,person_saved:`Guardado: {name}.`,forget:`Quitar para siempre`,forget_means:`El nombre se quita para siempre de la lista y de su historia. No se puede deshacer, ni tampoco la última importación de personas.`,forget_now:`Quitar a esta persona para siempre`,person_forgotten:`Se quitó a la persona de la lista.`,year_end_nothing:`Nadie tiene un colgante, así que no hay nada que recoger.`,year_end_what:`Desmarque lo que no volvió. Lo marcado va al almacén; lo demás sigue con su titular y aparece en Desajustes.`,year_end_count:`Devueltos: {n}. Sin devolver: {missing}.`,year_end_now_one:`Recoger {n} colgante`,year_end_now_other:`Recoger {n} colgantes`,year_end_done:`Recogidos: {n}. Sin devolver: {missing}.`,import_what:`Una hoja de cálculo guardada como CSV, con una fila de títulos como etiqueta, número de serie, modelo, nombre, número de personal, sala. No se escribe nada antes de que confirme.`,import_file:`Elija el archivo`,import_paste:`O pegue aquí sus líneas`,import_preview:`Mostrar qué haría`,import_nothing_yet:`Esto es lo que haría el archivo. Aún no se ha escrito nada.`,rows_added_one:`{n} fila por añadir`,rows_added_other:`{n} filas por añadir`,rows_changed_one:`{n} fila cambia algo`,rows_changed_other:`{n} filas cambian algo`,rows_unchanged_one:`{n} fila ya se conoce`,rows_unchanged_other:`{n} filas ya se conocen`,rows_left_out_one:`{n} fila omitida`,rows_left_out_other:`{n} filas omitidas`,import_errors_one:`{n} cosa está mal`,import_errors_other:`{n} cosas están mal`,import_changes_one:`{n} cambio`,import_changes_other:`{n} cambios`,and_more_one:`y {n} más`,and_more_other:`y {n} más`,import_ignored:`Estas columnas no se conocen y se ignoraron: {columns}.`,import_empty:`No hay nada que importar.`,import_confirm_one:`Importar {n} fila`,import_confirm_other:`Importar {n} filas`,import_other:`Otro archivo`,import_done_one:`Se importó {n} fila.`,import_done_other:`Se importaron {n} filas.`,import_undo_how:`¿Era otro archivo? Deshágalo ahora, o más tarde desde aquí.`,import_fine:`Listo`,import_undo:`Deshacer la importación`,import_last:`La última importación fue {at}. Se puede deshacer.`,import_undone:`Se deshizo la importación.`,import_kept:`Se usa desde entonces y se queda: {what}.`,add_what:`Pulse un colgante tras otro, o su botón de reinicio. Mientras esto esté abierto, pulsar uno que no está instalado lo añade y no llama a nadie; los instalados son alarmas como siempre.`,press_now:`Escuchando… pulse ahora el siguiente colgante.`,was_heard:`Oído: {what}`,label:`Lo que lleva escrito`,label_help:`Por ejemplo, Colgante 17. Nunca un nombre: lo ve todo el mundo.`,add_save:`Guardar y seguir`,add_several:`Se pulsaron varios a la vez. ¿Cuál es?`,add_idle:`No se oyó nada más en un minuto, así que ya no se escucha.`,add_again:`Escuchar otra vez`,add_end:`Eso es todo`,add_over:`Esto terminó. Vuelva a escuchar para seguir.`,add_abort_may_not:`Su función no añade dispositivos. Pregunte a un técnico o a un administrador.`,add_abort_site_not_running:`El sistema de la escuela no está en marcha, así que no se oye nada.`,add_error:`No se pudo guardar. Añádalo en Configuración, Dispositivos y servicios, donde el formulario dice más.`,add_error_name_missing:`Diga qué lleva escrito.`,add_error_already_configured:`Este ya está instalado.`,add_error_wrong_serial:`Ese número de serie no es posible.`,added_one:`Añadidos: {n}`,added_other:`Añadidos: {n}`,act_on:`{act}: {device}`,until:`hasta {at}`,end_test:`Terminar la prueba`,test_ended:`La prueba terminó: las pulsaciones vuelven a ser alarmas.`,demo_press:`DEMO: pulsarlo`,demo_pressed:`{device} fue pulsado.`},start:{title:`Instalación`,intro:`Siete pasos desde una escuela vacía hasta una en servicio. Cada uno se deduce de lo que el sistema ha visto, así que puede parar cuando quiera y seguir más tarde, también en otro dispositivo.`,demo:`Esta es una escuela de demostración: aquí puede hacerlo todo y nada es real.`,progress:`{done} de {of} pasos hechos`,numbered:`{n}. {step}`,next:`siguiente`,state_empty:`sin empezar`,state_begun:`empezado`,state_done:`hecho`,step_done:`El paso {step} está hecho.`,step_connect:`Conectar el receptor`,step_rooms:`Salas y repetidores`,step_pendants:`Colgantes y botones`,step_people:`Personas`,step_walk:`Recorrer las salas`,step_monitoring:`Avisar a la central`,step_live:`Poner en servicio`,about_connect:`El receptor oye todos los colgantes. Elija el puerto serie al que está conectado o la dirección de su servidor serie. Duress escucha y dice qué oye.`,about_rooms:`Cree en Home Assistant una planta por cada nivel del edificio y un área por cada sala. Después diga en qué sala está cada receptor, repetidor y botón fijo: así se sitúa una pulsación.`,about_pendants:`Añada cada colgante y botón fijo pulsándolo. Póngale una etiqueta como Colgante 17, nunca el nombre de una persona. Luego dele unos minutos para dar su señal de control.`,about_people:`Diga quién lleva qué colgante. Los nombres solo los ve quien puede leerlos.`,about_walk:`Recorra las salas con un colgante y pulse tres veces en cada una. Desde entonces una pulsación se sitúa en una sala. Hasta entonces solo se sabe qué repetidor la oyó.`,about_monitoring:`Configure adónde se envían las alarmas y mande una prueba. Solo cuenta lo que la central ha confirmado.`,about_live:`Mire la lista. Cuando confíe en el sistema desde ahora, dígalo: se guardan su nombre y la hora. Las pulsaciones son alarmas en todo caso, también antes.`,met:`Cumplido`,open:`Abierto`,missing:`Falta: {left}`,loose:`No cuentan como salas, porque no están en ninguna planta y no hay nada de Duress en ellas: {rooms}. Póngalas en una planta si son de la escuela.`,who:`Lo puede hacer: {who}.`,only_admins:`Plantas, salas, receptores y destinos se configuran en el propio Home Assistant, donde solo pueden sus administradores.`,do_add_receiver:`Añadir o cambiar un receptor`,do_areas:`Plantas y salas`,do_devices:`Poner dispositivos en salas`,do_add_repeater:`Añadir repetidores`,do_add_pendants:`Añadir colgantes pulsándolos`,do_roster:`Repartir colgantes`,do_walk:`Empezar el recorrido`,do_add_endpoint:`Añadir un destino`,do_send_test:`Enviar una prueba`,check_receivers:`Receptores conectados y oídos: {done} de {of}`,how_receivers:`Abra Duress en Home Assistant y elija Añadir receptor. Si ya hay uno, mire su aviso de reparación.`,check_floors:`Salas en una planta: {done} de {of}`,how_floors:`Elija una planta para cada una en Home Assistant, en Áreas.`,check_placed:`Receptores, repetidores y botones fijos con sala: {done} de {of}`,how_placed:`Abra el dispositivo y elija su área.`,check_heard:`Colgantes y botones fijos oídos: {done} de {of}`,how_heard:`Pulse cada uno una vez, tras avisar a la central, o espere: dan señal de control por sí solos.`,check_people:`Hay alguien en la lista de personas`,how_people:`Añada personas una a una o importe un archivo en la página Personas.`,check_holders:`Colgantes en uso con titular: {done} de {of}`,how_holders:`Repártalos o pase los sobrantes al almacén.`,check_walked:`Salas recorridas: {done} de {of}`,how_walked:`Tres pulsaciones en cada sala. Puede parar y seguir otro día.`,check_ways:`Vías al monitoreo comprobadas: {done} de {of}`,how_ways:`Añada un destino. Si ya hay uno, mire en Monitoreo qué responde.`,check_tested:`Destinos que confirmaron una prueba: {done} de {of}`,how_tested:`Envíe una prueba en Monitoreo. La respuesta debe ser entregado.`,check_forwarded:`La central se entera de los incidentes`,how_forwarded:`Active Reenviar sin automatización en un destino o cree una automatización con el blueprint y pruébela en un simulacro.`,check_ready:`Colgantes y botones fijos listos en este momento: {done} de {of}`,how_ready:`Mire en Mantenimiento qué les pasa. Tras un arranque, espere unos minutos.`,check_pressed:`Colgantes y botones fijos pulsados una vez: {done} de {of}`,how_pressed:`Empiece una prueba en Hoy y haga pulsar cada uno una vez.`,check_drill:`Hubo un simulacro`,how_drill:`Empiece uno en Hoy. Avise antes a todos.`,check_troubles:`Nada debilita la protección y nada está silenciado`,how_troubles:`Mire en Mantenimiento qué hacer.`,check_serious:`Nada está en prueba ni en simulacro`,how_serious:`Termínelo en Hoy o espere a que acabe solo.`,check_stored:`Lo que ocurre se guarda en el disco`,how_stored:`Libere espacio en el disco de Home Assistant.`,all_met:`Todo lo de la lista está cumplido.`,open_points_one:`Queda {n} punto abierto.`,open_points_other:`Quedan {n} puntos abiertos.`,said_live:`{who} dijo que la escuela está en servicio: {at}`,said_reason:`Motivo: {reason}`,said_open_one:`Entonces quedaba {n} punto abierto.`,said_open_other:`Entonces quedaban {n} puntos abiertos.`,who_live:`Lo puede decir: {who}.`,say_live:`Decir que la escuela está en servicio`,take_back:`Retirarlo`,live_means:`Usted dice que la escuela confía en el sistema desde ahora. Su nombre, la hora y lo que queda abierto se guardan para siempre.`,take_back_means:`Usted dice que la escuela ya no confía en el sistema. Las pulsaciones siguen siendo alarmas. Se guardan su nombre y la hora.`,reason:`Por qué entra en servicio de todos modos (sin nombres)`,reason_back:`Motivo (sin nombres)`,who_some:`Parte de esto lo puede hacer: {who}.`,do_tests:`Pruebas y simulacros en Hoy`},today:{title:`Hoy, {day}`,verdict_ready:`Listo`,verdict_attention:`Requiere atención`,verdict_not_protected:`Sin protección`,since:`desde {at}`,ways:`Vías al monitoreo`,way_proven:`{name}: comprobado {ago}`,way_unproven:`{name} no está comprobado. La última vez fue el {at}.`,way_never:`{name} aún no está comprobado.`,way_relieved:`Su respaldo lo suple.`,session_pendant_test:`Se prueba un colgante hasta las {until}`,session_test_one:`{n} colgante o botón está en prueba hasta las {until}`,session_test_other:`{n} colgantes y botones están en prueba hasta las {until}`,session_drill:`SIMULACRO hasta las {until}: los incidentes de este simulacro no son reales`,session_survey:`Alguien recorre las salas con un colgante en prueba`,left:`quedan {left}`,by:`lo empezó {who}`,end_pendant_test:`Terminar la prueba`,end_test:`Terminar la prueba`,end_drill:`Terminar el simulacro`,to_walk:`Ir al recorrido`,located:`Las señales de control de {device} se localizan hasta el {until}.`,located_more:`Se dio por perdido. {who} lo empezó el {since}. Quien lo lleve puede ser encontrado por él.`,located_reason:`Motivo: {reason}`,fix:`Qué arreglar primero`,nothing_to_fix:`No hay nada que arreglar.`,others_one:`{n} más`,others_other:`{n} más`,grave:`sin atender`,muted:`silenciado`,began:`empezó {ago}`,all_upkeep_one:`Verlo en Mantenimiento`,all_upkeep_other:`Los {n} en Mantenimiento`,hint_no_receiver:`No hay ningún receptor conectado`,how_no_receiver:`Sin él no se oye ninguna pulsación.`,hint_no_pendants:`No hay ningún colgante en uso`,how_no_pendants:`Nadie puede pedir ayuda.`,hint_not_yet_heard_one:`{n} dispositivo aún no se ha oído desde el arranque`,hint_not_yet_heard_other:`{n} dispositivos aún no se han oído desde el arranque`,how_not_yet_heard:`Espere unos minutos: los colgantes dan señal de control cada tres, algunos modelos cada hora. Lo que siga en silencio se dará por sin señal.`,hint_no_monitoring:`No hay ningún destino de monitoreo configurado`,how_no_monitoring:`Nadie fuera de la escuela se entera de una alarma.`,hint_unproven:`La vía al monitoreo no está comprobada en este momento`,how_unproven:`Mire qué respondió el destino. Mientras tanto, use el teléfono.`,hint_relieved:`Una vía al monitoreo no está comprobada; su respaldo la suple`,how_relieved:`Las alarmas llegan por el respaldo. Haga reparar la primera vía.`,to_start:`Ir a la instalación`,to_monitoring:`Ir a Monitoreo`,gap_deaf:`No hay ningún receptor conectado: no se oye ninguna pulsación.`,gap_deaf_how:`Pida ayuda por teléfono. Mire si el receptor tiene corriente y su cable está enchufado.`,gap_receivers_one:`{n} receptor no está conectado: donde solo él oye, no se oye ninguna pulsación.`,gap_receivers_other:`{n} receptores no están conectados: donde solo ellos oyen, no se oye ninguna pulsación.`,gap_receivers_how:`Mire si tiene corriente y su cable está enchufado.`,gap_pendants:`Ningún colgante ni botón funciona en este momento.`,gap_pendants_how:`Pida ayuda por teléfono.`,gap_paths:`Ninguna vía al monitoreo está comprobada: puede que una alarma no llegue a nadie fuera de la escuela.`,gap_paths_how:`Tenga un teléfono a mano.`,gap_paths_alarm:`Ninguna vía al monitoreo está comprobada: puede que nadie fuera de la escuela sepa de esta alarma.`,gap_paths_alarm_how:`Llame por teléfono.`,nothing_due:`No hay nada que probar en los próximos 30 días.`,all_due:`Los {n}`,fewer_due:`Solo los primeros`,duty_pendant_one:`Probar {n} colgante o botón`,duty_pendant_other:`Probar {n} colgantes y botones`,duty_room_one:`Probar {n} sala`,duty_room_other:`Probar {n} salas`,duty_receiver_one:`Probar {n} receptor`,duty_receiver_other:`Probar {n} receptores`,duty_endpoint_one:`Probar {n} destino`,duty_endpoint_other:`Probar {n} destinos`,duty_drill:`Hacer un simulacro`,one_pendant:`Probar {name}`,one_room:`Probar la sala {name}`,one_receiver:`Probar el receptor {name}`,one_endpoint:`Probar el destino {name}`,one_drill:`Hacer un simulacro`,when_overdue:`Atrasado desde el {day}`,when_upcoming:`Para el {day}`,last_done:`Hecho por última vez el {day}`,last_done_some_one:`El más antiguo, el {day}; {n} nunca`,last_done_some_other:`El más antiguo, el {day}; {n} nunca`,never_done:`Nunca se ha hecho`,begin_pendant:`Empezar la prueba`,begin_drill:`Empezar el simulacro`,begin_room:`Ir al recorrido`,begin_receiver:`Probar un colgante cercano`,begin_endpoint:`Enviar una prueba en Monitoreo`,who:`Lo hace: {who}`,role_viewer:`observador`,role_responder:`interviniente`,role_office:`secretaría`,role_technician:`técnico`,role_administrator:`administrador`,begin_heading_pendant:`Probar colgantes`,begin_heading_drill:`Empezar un simulacro`,begin_means_pendant_one:`Durante este tiempo, una pulsación de este colgante solo se anota y no avisa a nadie. Púlselo una vez para probarlo.`,begin_means_pendant_other:`Durante este tiempo, las pulsaciones de estos {n} colgantes y botones solo se anotan y no avisan a nadie. Pulse cada uno una vez.`,begin_means_drill:`Durante este tiempo, las pulsaciones de todos los colgantes abren incidentes marcados SIMULACRO. A los destinos se les dice que es un simulacro. Avise antes a todos.`,begin_real:`Termina por sí solo. Una pulsación que pide confinamiento es real de todos modos, y en una alarma real cualquiera puede decirlo.`,minutes:`Cuánto tiempo`,reason:`Motivo (sin nombres)`,reason_pendant:`Prueba periódica`,reason_drill:`Simulacro periódico`,set_up:`Instalación: {done} de {of}`,set_up_next:`Siguiente: {step}`,set_up_go:`Seguir con la instalación`,due_list:`Qué toca`,when_due:`Hasta el {day}`,demo_press_one:`DEMO: pulsarlo`,demo_press_other:`DEMO: pulsar los {n}`,duty_pack_one:`Verificar {n} página del dosier de intervención`,duty_pack_other:`Verificar {n} páginas del dosier de intervención`,one_pack:`Verificar el dosier de intervención de {name}`,begin_pack:`Abrir el dosier de intervención`},upkeep:{nothing:`Nada que hacer.`,proof:`{ready} de {n} colgantes listos.`,proof_path:`El monitoreo se comprobó {ago}.`,to_do_one:`{n} cosa que reparar.`,to_do_other:`{n} cosas que reparar.`,graves_one:`{n} de ellas es grave: atiéndala primero.`,graves_other:`{n} de ellas son graves: atiéndalas primero.`,mend:`Qué reparar`,ticks_itself:`Cada punto desaparece solo cuando desaparece su causa.`,grave:`Grave`,muted:`Silenciado`,since:`desde {at}`,cell:`Pila: {cell}`,to_monitoring:`Ver Monitoreo`,to_repairs:`Ver el aviso de reparación`,mute:`Silenciar…`,mute_heading:`¿Silenciar {label}?`,mute_text:`Durante ese tiempo no se avisa de sus problemas. Sus pulsaciones siguen siendo alarmas.`,mute_for:`Durante cuánto tiempo`,mute_until:`hasta {at}`,mute_reason:`Por qué (sin nombres)`,mute_do:`Silenciar`,back:`Volver`,unmute:`Volver a contarlo`,muted_heading:`Silenciados por ahora`,muted_until:`hasta {at}`,muted_by:`{by}: {reason}`,mended:`Reparado ahora mismo`,mended_at:`reparado a las {at}`,batteries:`Baterías`,ahead:`Bajas, o a cambiar en`,weeks_one:`{n} semana`,weeks_other:`{n} semanas`,no_batteries:`Ninguna batería está baja ni toca cambiarla hasta entonces.`,without_day_one:`De {n} de {all} dispositivos nadie anotó cuándo se puso la batería, así que no se puede prever.`,without_day_other:`De {n} de {all} dispositivos nadie anotó cuándo se puso la batería, así que no se puede prever.`,forecast:`Una previsión por el día en que se puso y la duración habitual en ese modelo, no una medición.`,device:`Dispositivo`,due:`Toca`,cell_column:`Pila`,low:`Baja`,overdue:`vencida`,unknown_cell:`desconocida, vea {model}`,choose:`La batería de {label} es nueva`,new_batteries:`Anotar baterías nuevas`,noted_one:`{n} batería anotada.`,noted_other:`{n} baterías anotadas.`,choose_first:`Marque qué dispositivos tienen batería nueva.`,shopping:`Lista de la compra`,shopping_line:`{n} × {cell}`,shopping_for:`para {labels}`,unknown:`pila desconocida`,copy:`Copiar la lista`,copied:`Copiada.`,not_copied:`Este navegador no deja copiar. Seleccione el texto.`,print:`Imprimir`,signals:`Señal, la más débil primero`,signals_lead:`Un enlace es débil por debajo de {enough} dB de margen.`,no_signals:`Todavía no hay dispositivos en uso.`,margin:`{now} dB ahora, mínimo {lowest} dB`,margin_now:`{now} dB ahora`,unheard:`sin oír desde el arranque`,trend_falling:`bajando`,trend_steady:`estable`,trend_rising:`subiendo`,trend_unknown:`aún no se sabe`,over_days_one:`{n} día`,over_days_other:`{n} días`,over_recent_one:`{n} mensaje`,over_recent_other:`últimos {n} mensajes`,weak:`Débil`,single:`Una sola vía`,missed:`{share} de las señales de control perdidas`,show_all:`Ver los {n}`,drawn:`Margen de {label}, {span}: {now}, {trend}`,single_heading:`Una sola vía`,single_rooms:`Salas que oye un solo receptor o repetidor: {names}.`,single_devices:`Dispositivos que oye un solo receptor o repetidor: {names}.`,single_how:`Si ese falla, quedan mudos. Ayuda otro repetidor cerca; el plano muestra qué lleva cada uno.`,to_map:`Ver el plano`,and_more_one:`y {n} más`,and_more_other:`y {n} más`,undated:`Sin día anotado`,put_in:`Puesta el`},walk:{title:`Prueba de recorrido`,about:`Vaya de sala en sala y pulse un colgante en cada una: lo que lo oye comprueba la sala y enseña al sistema a nombrarla.`,may_not:`Su función en esta escuela no permite hacer recorridos. Pídalo a un administrador.`,begin:`Empezar una prueba de recorrido`,open:`Abrir el recorrido`,open_paused:`Seguir con el recorrido`,to_report:`Informe de acierto`,to_overview:`Todas las pruebas`,hints:`Qué ayudaría más`,blind_spots:`Puntos ciegos`,why:`Por qué`,proven:`Comprobada`,never:`nunca`,days_ago_one:`hace {n} día`,days_ago_other:`hace {n} días`,show_all:`Mostrar las {n} salas`,on_the_way:`en camino`,progress:`Salas hechas`,done_of:`{done} de {of} salas`,kind:`Para qué`,kind_survey:`Recorrido de medición`,kind_survey_long:`Enseña cuál es cada sala: tres pulsaciones en cada una.`,kind_check:`Recorrido de comprobación`,kind_check_long:`Mide con qué frecuencia se nombra la sala correcta: otra persona, otro colgante, una pulsación en cada sala.`,pendants:`¿Qué colgante lleva?`,pendants_long:`Elija uno; hasta cuatro si no está seguro: la primera pulsación muestra cuál era. No pulse antes de que empiece el recorrido: sería una alarma real.`,search_pendant:`Nombre, titular o número del dorso`,no_pendant_found:`Ningún colgante se llama así.`,more_pendants_one:`{n} más: búsquelo arriba.`,more_pendants_other:`{n} más: búsquelos arriba.`,serial:`n.º {serial}`,rooms:`¿Qué salas?`,which_all:`Todas las salas`,which_floors:`Algunas plantas`,which_unfinished:`Salas sin terminar`,which_blind:`Solo puntos ciegos`,which_fifth:`Una de cada cinco salas medidas, lo mínimo que respalda la cifra`,no_floor:`Sin planta`,begin_note:`Durante el recorrido, las pulsaciones de los colgantes elegidos no avisan a nadie. Todos los demás siguen siendo reales. Se pausa solo tras 30 minutos sin pulsar.`,begin_now_one:`Empezar: {n} sala`,begin_now_other:`Empezar: {n} salas`,go_to:`Vaya a`,i_am_here:`Estoy aquí`,next:`Siguiente: {room}`,press_now:`Pulse ahora su colgante`,press_once:`Pulse ahora su colgante una vez`,press_spot:`Pulsación {number} de {needed}: {spot}`,press_again:`Pulse otra vez {needed} veces: las anteriores se quitan con la primera`,spot_1:`junto a la puerta`,spot_2:`en medio de la sala`,spot_3:`en el rincón más lejano`,spot_4:`tapado con el cuerpo`,spot_5:`donde quiera`,room_done:`Esta sala está hecha`,nothing_yet:`El resultado aparece aquí al segundo de pulsar.`,i_pressed:`He pulsado y no aparece nada`,demo_press:`Pulsar el colgante simulado`,listening:`Escuchando…`,seconds_left_one:`queda {n} segundo`,seconds_left_other:`quedan {n} segundos`,verdict_pass:`Bien`,verdict_weak:`Débil`,verdict_none:`No se oyó`,heard_by_one:`La oyó {n}, lo ideal son {target}`,heard_by_other:`La oyeron {n}, lo ideal son {target}`,margin:`Mejor margen {margin} dB`,margin_head:`Margen`,still_coming:`Aún va llegando…`,why_single:`Solo la oyó un receptor o repetidor: si falla, nadie oye esta sala. Añada un repetidor cerca.`,why_margin:`Se oyó por poco: con menos de 4 dB cualquier obstáculo puede callarla. Acerque un repetidor.`,none_noted:`Anotado: aquí no se oyó una pulsación.`,none_again:`Pulse otra vez, con firmeza y durante un segundo.`,none_light:`Sigue sin oírse: pruébelo en la sala donde se oyó por última vez. Si allí también calla, su batería puede estar agotada.`,none_repeater:`Si solo calla esta sala, necesita un repetidor cerca. Hasta entonces desde aquí no se avisa a nadie.`,who_heard:`Quién la oyó`,listener:`Receptor o repetidor`,rank_first:`Lo que se sabía antes nombra esta sala la primera.`,rank_other:`Lo que se sabía antes pone esta sala en el puesto {rank} de {of}, tras {rather}.`,choose:`Elegir otra sala`,choose_heading:`¿Dónde está?`,search:`Buscar`,no_room_found:`Ninguna sala se llama así.`,back:`Volver`,you_are_here:`está aquí`,put_off:`para después`,presses_of:`{presses} de {needed}`,skip:`Dejarla para después`,redo:`Repetir esta sala`,pause:`Pausar`,paused:`En pausa`,paused_long:`{pendants}: una pulsación es ahora una alarma real.`,resume:`Seguir con el recorrido`,other_pendant:`Seguir con otro colgante`,resume_with:`Seguir con los elegidos`,finish:`Terminar`,all_done:`Todas las salas están hechas`,over:`Este recorrido ha terminado. Sus pulsaciones están en la medición.`,real_now:`Hay una alarma real activa.`,real_now_long:`Las pulsaciones de su colgante son ahora llamadas de ayuda reales. Detenga el recorrido.`,see_alarm:`Ver la alarma`,ends_soon:`Dentro de {left} el recorrido se pausa solo, y entonces una pulsación es una alarma real.`,stay:`Sigo recorriendo`,silent:`Durante este recorrido su colgante no avisa a nadie.`,real:`Necesito ayuda: esto es real`,real_ask:`¿Pedir ayuda?`,real_long:`La última pulsación de este recorrido pasa a ser una alarma real y el recorrido termina. Si aún no se ha pulsado, cierre esto, pause el recorrido y pulse el colgante.`,real_yes:`Sí, pedir ayuda`,sum:`El recorrido hasta ahora`,ended:`El recorrido ha terminado`,ended_long:`Toda pulsación vuelve a ser real. Lo pulsado está en la medición y es prueba de cada sala.`,count_pass_one:`{n} sala bien`,count_pass_other:`{n} salas bien`,count_weak_one:`{n} sala débil`,count_weak_other:`{n} salas débiles`,count_none_one:`{n} sala no se oyó`,count_none_other:`{n} salas no se oyeron`,count_open_one:`{n} sala sin pulsar`,count_open_other:`{n} salas sin pulsar`,no_blind:`Ningún punto ciego entre las salas de este recorrido.`,end:`Terminar el recorrido`,walk_on:`Seguir recorriendo`,print:`Imprimir`,save:`Guardar el informe`,save_survey:`Guardar la medición`,report_working:`Se está situando otra vez cada sala…`,report_title:`Informe de acierto: {school}`,report_dated:`A fecha de {time}, versión {version} de la medición. No contiene el nombre de nadie.`,report_none_confused:`ninguna sala`,report_accuracy:`Con qué frecuencia se nombra la sala correcta`,report_check_walk:`Recorrido de comprobación: la cifra que cuenta`,report_confirmed:`Pruebas e incidentes cuya sala nombró una persona`,report_confirmed_note:`Lo que se dijo de estas pulsaciones cuando se hicieron, comparado con la sala que se nombró después.`,report_self_test:`Autoprueba: demasiado buena, solo para encontrar salas débiles`,report_self_test_note:`Se aparta por turnos una pulsación de cada sala y se sitúa con todas las demás. Las hizo la misma persona en los mismos minutos, así que las pulsaciones reales se sitúan peor. Nunca cite estas cifras.`,report_figures:`En total`,report_all:`Todas las salas`,report_presses:`Pulsaciones`,report_room_share:`Sala correcta`,report_three_share:`Entre las tres primeras`,report_floor_share:`Planta correcta`,report_by_room:`Por sala, la peor primero`,report_by_floor:`Por planta`,report_room:`Sala`,report_floor:`Planta`,report_verdict:`Valoración`,report_poor:`Muy pocas veces (menos del 80 %)`,report_good:`Bien`,report_few:`Encontrada, pocas pulsaciones`,report_confusions:`Qué se tomó por qué`,report_pressed_in:`Pulsado en`,report_placed_in:`Situado en`,report_calibration:`Lo que valen los porcentajes`,report_band:`Se dijo`,report_answers:`Respuestas`,report_promised:`Prometido de media`,report_came_true:`Se cumplió`,report_error:`Los porcentajes y la realidad difieren de media en {percent} puntos.`,report_heard:`Una pulsación típica la oyeron {count} receptores y repetidores. Con cinco o más se distinguen las salas; con menos de tres, fíese solo de la planta.`,report_coverage:`Dónde se oyen las pulsaciones`,report_coverage_note:`Cada sala cuenta por su último recorrido. Una comprobación es antigua a los {days} días; una vía es un receptor o repetidor que oye una pulsación típica.`,report_rooms:`Salas, los puntos ciegos primero`,report_proven_on:`Comprobada el`,report_age:`Días transcurridos`,report_paths:`Vías`,report_margin:`Mejor margen`,report_heard_by:`Oída por (pulsaciones)`,report_covered:`Cubierta`,blind_never_proven:`Nunca comprobada`,blind_failed:`No se oyó en el último intento`,blind_single_path:`Una sola vía`,blind_weak:`Débil (margen inferior a 4 dB)`,blind_not_walked:`Vías desconocidas, nunca recorrida`,blind_old:`Comprobación demasiado antigua`,report_right:`Bien`,report_part:`{name} ({part} de {of})`}}},Nt=class{#e;#t;#n;constructor(e){this.language=e;let t=Mt[e]??Mt[e.split(`-`)[0]??``];this.#n=t===void 0?[jt]:[t,jt],this.#e=new Intl.PluralRules(t===void 0?`en`:e),this.#t=new Intl.NumberFormat(t===void 0?`en`:e)}say(e,t={}){let n=this.find(e,t);if(n===void 0)throw Error(`there is no sentence ${e}`);return n}find(e,t={}){return this.#r(e,t.n)?.replace(/\{(\w+)\}/g,(e,n)=>{let r=t[n];return r===void 0?e:typeof r==`number`?this.#t.format(r):r})}#r(e,t){let[n=``,r=``]=e.split(`.`);for(let e of this.#n){let i=typeof t==`number`?this.#e.select(t):`other`,a=e[n],o=a?.[r]??a?.[`${r}_${i}`]??a?.[`${r}_other`];if(o!==void 0)return o}}},Pt=/* @__PURE__ */ new Map;function j(e){let t=Pt.get(e);return t===void 0&&Pt.set(e,t=new Nt(e)),t}async function Ft(e,t){let n=k(t);if(e.language.startsWith(`en`)||!It(t))return n;let{translation_domain:r,translation_key:i,translation_placeholders:a}=t;try{return(await e.loadBackendTranslation(`exceptions`,r))(`component.${r}.exceptions.${i}.message`,a??{})||n}catch{return n}}function It(e){if(typeof e!=`object`||!e)return!1;let{translation_domain:t,translation_key:n}=e;return typeof t==`string`&&typeof n==`string`}var Lt=class extends Error{constructor(...e){super(...e),this.name=`Refused`}},Rt=class{#e;constructor(e,t,n){this.now=e,this.site=t;let r=e();this.texts=j(r.language),this.format=new At(r.locale,r.config.time_zone),this.#e=n?.site.site===t.site?n.#e:/* @__PURE__ */ new Map;for(let e of this.#e.values())e.retry()}get home(){return this.now()}may(e){return this.site.rights.includes(e)}topic(e,t={}){let n=JSON.stringify([e,t]),r=this.#e.get(n);if(r===void 0){let i={type:e,site:this.site.site,...t};r=new _t(this.home.connection,i,async e=>Ft(this.home,e)),this.#e.set(n,r)}return r}async ask(e,t={}){try{return await this.home.connection.sendMessagePromise({type:e,site:this.site.site,...t})}catch(e){throw new Lt(await Ft(this.home,e))}}async act(e,t={},n=!0){try{return(await this.home.callService(`duress`,e,t,void 0,!1,n)).response}catch(e){throw new Lt(await Ft(this.home,e))}}},zt=bt(`duress-console`),M=[o`
  :host {
    --ink: var(--primary-text-color, #141414);
    --quiet: var(--secondary-text-color, #5e5e5e);
    --paper: var(--card-background-color, #fff);
    --ground: var(--primary-background-color, #fafafa);
    --line: var(--divider-color, rgba(0, 0, 0, 0.12));
    --edge: color-mix(in srgb, var(--ink) 55%, var(--paper));
    --link: color-mix(in srgb, var(--primary-color, #009ac7) 55%, var(--ink));
    --alarm: #b3261e;
    --warn: #8a5300;
    --good: #1b6e33;
    --calm: #2b5c8a;
    --on-strong: #fff;
    --alarm-ink: color-mix(in srgb, var(--alarm) 70%, var(--ink));
    --warn-ink: color-mix(in srgb, var(--warn) 70%, var(--ink));
    --good-ink: color-mix(in srgb, var(--good) 70%, var(--ink));
    --gap: 16px;
    --touch: 44px;
    --round: var(--ha-card-border-radius, 12px);
    color: var(--ink);
    font-family: var(--ha-font-family-body, Roboto, Noto, sans-serif);
    line-height: 1.45;
  }
`,o`
  h1,
  h2,
  h3,
  p {
    margin: 0;
    font-weight: inherit;
  }
  h1 {
    font-size: 1.6rem;
    line-height: 1.25;
    font-weight: 500;
  }
  h2 {
    font-size: 1.2rem;
    font-weight: 500;
  }
  h3 {
    font-size: 1rem;
    font-weight: 600;
  }
  a {
    color: var(--link);
  }
  .quiet {
    color: var(--quiet);
  }
  .hidden {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  [hidden] {
    display: none !important;
  }
`,o`
  * {
    box-sizing: border-box;
  }
  :focus-visible {
    outline: 3px solid var(--link);
    outline-offset: 2px;
    /* What the keyboard comes to must not lie below the header, nor below the big button on a phone. */
    scroll-margin-block: 150px 100px;
  }
  button,
  .button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: 8px;
    min-height: var(--touch);
    padding: 8px 16px;
    border: 1px solid var(--edge);
    border-radius: 8px;
    background: var(--paper);
    color: var(--ink);
    font: inherit;
    font-weight: 500;
    text-decoration: none;
    cursor: pointer;
  }
  button.strong,
  .button.strong {
    background: var(--calm);
    border-color: var(--calm);
    color: var(--on-strong);
  }
  button.alarm {
    background: var(--alarm);
    border-color: var(--alarm);
    color: var(--on-strong);
  }
  button.plain {
    border-color: transparent;
    background: transparent;
    color: var(--link);
  }
  button[disabled] {
    opacity: 0.6;
    cursor: default;
  }
  label {
    display: grid;
    gap: 4px;
  }
  label.row {
    display: flex;
    align-items: center;
    gap: 8px;
    min-height: var(--touch);
  }
  input:not([type="checkbox"], [type="radio"], [type="range"]),
  select,
  textarea {
    min-height: var(--touch);
    padding: 8px 12px;
    border: 1px solid var(--edge);
    border-radius: 8px;
    background: var(--paper);
    color: var(--ink);
    font: inherit;
    width: 100%;
  }
  input[type="checkbox"],
  input[type="radio"] {
    width: 20px;
    height: 20px;
    accent-color: var(--calm);
  }
`,o`
  .page {
    display: grid;
    gap: var(--gap);
    padding: var(--gap);
    max-width: 1200px;
    margin: 0 auto;
  }
  .card {
    display: grid;
    gap: 12px;
    align-content: start;
    padding: var(--gap);
    border: 1px solid var(--line);
    border-radius: var(--round);
    background: var(--paper);
    min-width: 0;
  }
  .actions {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
  }
  .columns {
    display: grid;
    gap: var(--gap);
    grid-template-columns: repeat(auto-fit, minmax(min(320px, 100%), 1fr));
    align-items: start;
  }
  .chip {
    display: inline-flex;
    align-items: center;
    gap: 6px;
    padding: 2px 10px;
    border: 1px solid var(--edge);
    border-radius: 999px;
    font-size: 0.9rem;
    white-space: nowrap;
  }
  .chip.alarm {
    background: var(--alarm);
    border-color: var(--alarm);
    color: var(--on-strong);
  }
  .chip.warn {
    background: var(--warn);
    border-color: var(--warn);
    color: var(--on-strong);
  }
  .chip.good {
    background: var(--good);
    border-color: var(--good);
    color: var(--on-strong);
  }
  .error {
    padding: 12px;
    border-inline-start: 4px solid var(--alarm);
    background: color-mix(in srgb, var(--alarm) 12%, var(--paper));
  }
  .notice {
    padding: 12px;
    border-inline-start: 4px solid var(--warn);
    background: color-mix(in srgb, var(--warn) 12%, var(--paper));
  }
  .scroll {
    overflow-x: auto;
  }
  table {
    width: 100%;
    border-collapse: collapse;
  }
  th,
  td {
    padding: 8px;
    text-align: start;
    vertical-align: top;
    border-bottom: 1px solid var(--line);
  }
  ul.plain,
  ol.plain {
    list-style: none;
    margin: 0;
    padding: 0;
    display: grid;
    gap: 8px;
  }
  @media (max-width: 600px) {
    .page {
      padding: 12px;
    }
  }
  @media print {
    .no-print {
      display: none !important;
    }
  }
`];function N(e,t,n,r){var i=arguments.length,a=i<3?t:r===null?r=Object.getOwnPropertyDescriptor(t,n):r,o;if(typeof Reflect==`object`&&typeof Reflect.decorate==`function`)a=Reflect.decorate(e,t,n,r);else for(var s=e.length-1;s>=0;s--)(o=e[s])&&(a=(i<3?o(a):i>3?o(t,n,a):o(t,n))||a);return i>3&&a&&Object.defineProperty(t,n,a),a}var P=class extends b{static{this.styles=M}t(e,t){return this.console.texts.say(e,t)}word(e,t){return this.console.texts.find(`${e}.${t}`)??t}get format(){return this.console.format}};N([Tt({context:zt,subscribe:!0}),S({attribute:!1})],P.prototype,`console`,void 0);var F=class extends P{constructor(...e){super(...e),this.path=[]}};N([S({attribute:!1})],F.prototype,`path`,void 0);var Bt=`/duress`;function I(e,...t){let n=new URLSearchParams(location.search).get(`site`),r=[Bt,e,...t.map(encodeURIComponent)].join(`/`);return n===null?r:`${r}?site=${encodeURIComponent(n)}`}function L(e,t=!1){t?history.replaceState(null,``,e):history.pushState(null,``,e),window.dispatchEvent(new CustomEvent(`location-changed`,{detail:{replace:t}}))}function R(e,t){e.button!==0||e.ctrlKey||e.metaKey||e.shiftKey||(e.preventDefault(),L(t))}function z(e,t,n){if(t.message!==void 0)return n(t.message);let{texts:r}=e;return t.standing===`refused`?g`<p class="error" role="alert">${t.refusal}</p>`:t.standing===`stopped`?g`<p class="error" role="alert">${r.say(`common.not_running`)}</p>`:g`<p class="quiet" role="status">${r.say(`common.waiting`)}</p>`}var B=class{#e;constructor(e,t=1){this.host=e,this.seconds=t,e.addController(this)}get now(){return Date.now()/1e3}hostConnected(){this.#e=setInterval(()=>this.host.requestUpdate(),this.seconds*1e3)}hostDisconnected(){clearInterval(this.#e)}},Vt={circle:`M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2z`,ring:`M8 1.5a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13zm0 2.5a4 4 0 1 1 0 8 4 4 0 0 1 0-8z`,triangle:`M8 1.5 15 14H1z`,square:`M2.5 2.5h11v11h-11z`,diamond:`M8 1 15 8l-7 7-7-7z`,plus:`M6 1.5h4V6h4.5v4H10v4.5H6V10H1.5V6H6z`,cross:`m3.5 1.4 4.5 4.5 4.5-4.5 2.1 2.1L10.1 8l4.5 4.5-2.1 2.1L8 10.1l-4.5 4.5-2.1-2.1L5.9 8 1.4 3.5z`,check:`m6.2 13.6-5-5 2-2 3 3 6.6-6.9 2 2z`,hourglass:`M3 1.5h10v2.2L9.5 8l3.5 4.3v2.2H3v-2.2L6.5 8 3 3.7z`,line:`M1.5 6.5h13v3h-13z`};function V(e){return g`<svg class="shape" viewBox="0 0 16 16" width="1em" height="1em" aria-hidden="true" focusable="false">
    ${_`<path fill="currentColor" d=${Vt[e]}></path>`}
  </svg>`}var Ht={duress:`triangle`,medical:`plus`,assist:`circle`,lockdown:`square`};function Ut(e){return Ht[e]??`diamond`}var Wt=o`
  .mark {
    display: flex;
    align-items: center;
    justify-content: start;
    gap: 8px;
    width: 100%;
    min-height: var(--touch);
    padding: 0;
    border-color: transparent;
    background: transparent;
    font-weight: 400;
  }
`;function Gt(e,t,n,r){return t===0?g`<p class="mark">${V(`ring`)} <span role="status">${e.say(`cards.mark_none`)}</span></p>`:g`<button class="mark" aria-expanded=${n} @click=${r}>
    ${V(`diamond`)} <span role="status">${e.say(`cards.mark`,{n:t})}</span>
    <u>${e.say(n?`cards.hide`:`cards.show`)}</u>
  </button>`}var Kt=o`
  article {
    display: grid;
    gap: 4px;
    padding: 12px;
    border: 1px solid var(--edge);
    border-inline-start: 8px solid var(--calm);
    border-radius: 8px;
  }
  article.urgent {
    border-inline-start-color: var(--alarm);
  }
  .head {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px;
  }
  .where {
    font-size: 1.5em;
    font-weight: 600;
    line-height: 1.2;
    overflow-wrap: anywhere;
  }
  .actions {
    margin-top: 8px;
  }
  .since {
    margin-inline-start: auto;
    font-variant-numeric: tabular-nums;
  }
`,qt=class extends P{constructor(...e){super(...e),this.now=0,this.#e=new A(this)}static{this.styles=[M,Kt]}#e;render(){let{incident:e,console:t}=this,n=e.mode===`live`&&E(e),r=O(t,`incident.mode_${e.mode}`),i=t.texts.find(`incident.state_${e.state}`)??e.state;return g`<article class=${n?`urgent`:``}>
      <div class="head">
        ${e.mode===`live`?y:g`<span class="chip warn">${r}</span>`}
        <span class="chip ${e.mode===`live`?`alarm`:``}"
          >${O(t,`incident.kind_${e.kind}`)}</span
        >
        <span class="since"
          >${this.t(`cards.since`,{at:this.format.time(e.raised_at),long:this.#t})}</span
        >
      </div>
      <p class="where">${rt(t,e.place)}</p>
      <p>${it(t,e.place)}</p>
      <p>${this.format.list(st(e.latest,null))} · <strong>${i}</strong></p>
      ${this.#e.error===void 0?y:g`<p class="error" role="alert">${this.#e.error}</p>`}
      <div class="actions">${E(e)?this.#n():y} ${this.#r()}</div>
    </article>`}get#t(){return this.format.clock(Math.max(0,this.now-this.incident.raised_at))}#n(){return this.console.may(`handle_incidents`)?g`<button class="alarm" ?disabled=${this.#e.busy} @click=${this.#i}>
      ${this.t(`incident.act_acknowledge`)}
    </button>`:y}#r(){let{incident:e,console:t}=this,n=`/duress/incident/${encodeURIComponent(e.incident_id)}?site=${encodeURIComponent(t.site.site)}`;return g`<a class="button" href=${n} @click=${e=>R(e,n)}
      >${this.t(`cards.open_page`)}</a
    >`}async#i(){let{incident_id:e}=this.incident;await this.#e.run(()=>this.console.act(`acknowledge`,{incident_id:e}))&&this.link?.focus()}};N([S({attribute:!1})],qt.prototype,`incident`,void 0),N([S({attribute:!1})],qt.prototype,`now`,void 0),N([w(`a`)],qt.prototype,`link`,void 0),qt=N([x(`duress-open-alarm`)],qt);var Jt=class extends P{constructor(...e){super(...e),this.discreet=!1,this.isOpened=!1,this.#e=tt(this,()=>this.#i()),this.#t=new B(this)}static{this.styles=[M,Wt]}#e;#t;render(){return z(this.console,this.#e,e=>{let t=et(e.incidents);return this.discreet?this.#r(e,t):this.#n(e,t)})}#n(e,t){let n=Qe(e,this.#t.now),r=t.filter(e=>e.mode===`live`).length;return g`<p class=${t.length===0?``:`hidden`} role="status">
        ${t.length===0?this.t(`incident.none`):this.t(`cards.open_count`,{n:r})}
      </p>
      <ul class="plain">
        ${t.map(e=>g`<li><duress-open-alarm .incident=${e} .now=${n}></duress-open-alarm></li>`)}
      </ul>`}#r(e,t){return g`${Gt(this.console.texts,t.length,this.isOpened,()=>this.isOpened=!this.isOpened)}
    ${this.isOpened&&t.length>0?this.#n(e,t):y}`}#i(){this.#e.message?.incidents.length===0&&(this.isOpened=!1)}};N([S({type:Boolean})],Jt.prototype,`discreet`,void 0),N([C()],Jt.prototype,`isOpened`,void 0),Jt=N([x(`duress-open-alarms`)],Jt);var Yt=/* @__PURE__ */ new WeakMap;function Xt(e){let t=Yt.get(e);return t===void 0&&Yt.set(e,t=new _t(e,{type:`duress/sites`})),t}var Zt=[`office`,`wall`,`lobby`],Qt=`office`;function $t(){return j(document.documentElement.lang||`en`)}function en(e){let t=$t();if(typeof e!=`object`||!e)throw Error(t.say(`cards.bad_settings`));let{type:n,site:r,floor:i,profile:a}=e;if(typeof n!=`string`)throw Error(t.say(`cards.bad_settings`));for(let[e,n]of Object.entries({site:r,floor:i}))if(n!==void 0&&typeof n!=`string`)throw Error(t.say(`cards.bad_text`,{name:e}));if(a!==void 0&&!Zt.some(e=>e===a))throw Error(t.say(`cards.bad_profile`,{profiles:Zt.join(`, `)}));return e}var tn={name:`site`,selector:{config_entry:{integration:`duress`}}},nn={name:`floor`,selector:{floor:{}}};function rn(e=[]){let t=$t(),n={name:`profile`,default:Qt,selector:{select:{mode:`list`,options:Zt.map(e=>({value:e,label:t.say(`cards.profile_${e}`)}))}}};return{schema:[tn,...e,n],computeLabel:({name:e})=>t.find(`cards.field_${e}`)??e,computeHelper:({name:e})=>t.find(`cards.help_${e}`)??``,assertConfig:e=>void en(e)}}function an(){return rn([nn])}var on=`duress`;function sn(e){return e.identifiers.find(([e])=>e===on)?.[1]}function cn(e){let t=[];for(let n of Object.values(e.devices)){let e=sn(n);e!==void 0&&n.via_device_id===null&&t.push({site:e,name:n.name_by_user??n.name??`Duress`,device:n.id})}return t.sort((e,t)=>e.name.localeCompare(t.name))}function ln(e,t){let n=e.entities[t],r=n?.platform===on?e.devices[n.device_id??``]:void 0;if(r===void 0)return;let i=r.via_device_id??r.id;return cn(e).find(e=>e.device===i)}var un=class{#e;constructor(e,t){this.home=e,this.school=t,this.#e=Object.values(e.entities).filter(e=>e.platform===on&&e.hidden!==!0&&this.#t(e))}one(e,t){return this.#e.find(n=>n.device_id===this.school.device&&dn(n,e,t))?.entity_id}all(e,t){return this.#n(n=>dn(n,e,t))}ofClass(e){return this.#n(({entity_id:t})=>t.startsWith(`binary_sensor.`)&&this.home.states[t]?.attributes.device_class===e)}#t(e){let t=this.home.devices[e.device_id??``];return t!==void 0&&(t.id===this.school.device||t.via_device_id===this.school.device)}#n(e){return this.#e.filter(e).map(e=>e.entity_id).sort((e,t)=>e.localeCompare(t,void 0,{numeric:!0}))}};function dn(e,t,n){return e.translation_key===n&&e.entity_id.startsWith(`${t}.`)}var fn=o`
  :host {
    display: block;
    height: 100%;
  }
  :host([hidden]) {
    display: none;
  }
  :host([profile="wall"]) {
    font-size: 1.25em;
  }
  ha-card {
    display: grid;
    align-content: start;
    gap: 12px;
    height: 100%;
    padding: 16px;
    color: var(--ink);
  }
  ha-card > .chip {
    justify-self: start;
  }
`,pn=/* @__PURE__ */ new WeakMap;function mn(e,t){let{connection:n}=e(),r=pn.get(n)??/* @__PURE__ */ new Map;pn.set(n,r);let i=new Rt(e,t,r.get(t.site));return r.set(t.site,i),i}var H=class extends b{constructor(...e){super(...e),this.preview=!1,this.profile=Qt,this.#e=new wt(this,{context:zt})}static{this.styles=[M,fn]}static getConfigForm(){return rn()}static getStubConfig(e){let[t,...n]=cn(e);return t!==void 0&&n.length>0?{site:t.site}:{}}#e;#t;setConfig(e){this.settings=en(e),this.profile=this.settings.profile??`office`,this.#a()}getCardSize(){return 4}getGridOptions(){return{columns:12,rows:`auto`,min_columns:6}}connectedCallback(){super.connectedCallback(),this.#a()}disconnectedCallback(){super.disconnectedCallback(),this.#o()}shouldUpdate(e){if(e.size>1||!e.has(`hass`))return!0;let t=e.get(`hass`),n=this.hass;return t===void 0||t.connection!==n.connection||t.connected!==n.connected||t.language!==n.language||t.locale!==n.locale}willUpdate(e){if(this.hidden=this.#n&&!this.preview,this.#n)return;e.has(`hass`)&&e.get(`hass`)?.connection!==this.hass.connection&&this.#a();let t=this.#r,n=e.get(`hass`);(this.console?.site!==t||n?.language!==(n&&this.hass.language)||n?.locale!==(n&&this.hass.locale))&&(this.console=t&&mn(()=>this.hass,t),this.console!==void 0&&this.#e.setValue(this.console))}render(){return this.settings===void 0?y:this.#n?this.preview?g`<ha-card><p class="quiet">${this.say(`cards.lobby_hint`)}</p></ha-card>`:y:g`<ha-card>
      ${this.hass.connected?y:g`<p class="error" role="alert">${this.say(`cards.disconnected`)}</p>`}
      ${this.console?.site.demo===!0?g`<span class="chip warn">${this.say(`common.demo`)}</span>`:y}
      ${this.console===void 0?this.#i():this.content(this.settings)}
    </ha-card>`}say(e){return j(this.hass.language).say(e)}get#n(){return this.profile===`lobby`}get#r(){let e=this.settings?.site;return e===void 0?this.sites?.[0]:this.sites?.find(t=>t.site===e)}#i(){if(this.problem!==void 0)return g`<p class="error" role="alert">${this.problem}</p>`;if(this.sites===void 0)return g`<p class="quiet" role="status">${this.say(`common.waiting`)}</p>`;let e=this.sites.length===0?`common.no_school`:`cards.other_school`;return g`<p class="notice" role="status">${this.say(e)}</p>`}#a(){if(this.#o(),!this.isConnected||this.hass===void 0||this.#n)return;let e=Xt(this.hass.connection),t=()=>{e.message!==void 0&&(this.sites=e.message.sites),this.problem=e.standing===`stopped`?this.say(`common.not_running`):e.refusal,this.problem!==void 0&&(this.sites=void 0)};this.#t=e.follow(t),t()}#o(){this.#t?.(),this.#t=void 0}};N([S({attribute:!1})],H.prototype,`hass`,void 0),N([S({type:Boolean})],H.prototype,`preview`,void 0),N([S({reflect:!0})],H.prototype,`profile`,void 0),N([C()],H.prototype,`settings`,void 0),N([C()],H.prototype,`sites`,void 0),N([C()],H.prototype,`problem`,void 0),N([C()],H.prototype,`console`,void 0);var hn=class extends H{getCardSize(){return this.profile===`office`?1:5}content(){let e=this.profile===`office`;return g`${e?y:g`<h2>${this.say(`cards.alarms`)}</h2>`}
      <duress-open-alarms ?discreet=${e}></duress-open-alarms>`}};hn=N([x(`duress-incident-card`)],hn);var gn=/* @__PURE__ */ new WeakMap;function _n(e){let t=gn.get(e);if(t!==void 0)return t;let n=e.flatMap(yn);return gn.set(e,n),gn.set(n,n),n}function vn(e){return`${e.incident_id} ${e.latest.at(-1)?.transmitter??``}`}function yn(e){let t=e.latest.at(-1),n=new Map(e.latest.map(e=>[e.transmitter,e]));return t!==void 0&&n.delete(t.transmitter),[{...e,latest:t===void 0?[]:[t]},...[...n.values()].map(t=>{let{room:n,room_id:r,floor:i,floor_id:a,word:o}=t,s={room:n,room_id:r,floor:i,floor_id:a,word:o,probability:null,why:``,others:[]};return{...e,raised_at:t.at,latest:[t],place:s}})]}function bn(e){return`room:${e}`}function xn(e){return`listener:${e}`}function Sn(e){return`fact:${e}`}function U(e){return e.x===null||e.y===null?void 0:{x:e.x,y:e.y}}function Cn(e,t,n){return[...e.rooms.map(e=>({key:bn(e.room_id),name:e.name,spot:U(e)})),...[...e.listeners,...t].map(e=>({key:xn(e.listener_id),name:e.name,spot:U(e)})),...e.facts.map(e=>({key:Sn(e.fact_id),name:n(e),spot:U(e)}))]}function wn(e,t){let n=U(e);if(n!==void 0)return n;let r=t.rooms.find(t=>t.room_id===e.room_id),i=r===void 0?void 0:U(r);return i===void 0?void 0:{x:i.x,y:Math.min(1,i.y+.06)}}function Tn(e){let t=e.split(/\s+/).find(e=>/\d/.test(e));return t===void 0?e.length>14?`${e.slice(0,13).trimEnd()}…`:e:t}function En(e){let{room_id:t,floor_id:n}=e.place;return n??(t===null?void 0:`-`)}function Dn(e){let t=e=>(D(e)?2:0)+ +(e.mode===`live`),n=e=>e.latest.at(-1)?.at??e.raised_at;return e.reduce((e,r)=>{if(e===void 0)return r;let i=t(r)-t(e);return i>0||i===0&&n(r)>=n(e)?r:e},void 0)}var On={ATTRIBUTE:1,CHILD:2,PROPERTY:3,BOOLEAN_ATTRIBUTE:4,EVENT:5,ELEMENT:6},kn=e=>(...t)=>({_$litDirective$:e,values:t}),An=class{constructor(e){}get _$AU(){return this._$AM._$AU}_$AT(e,t,n){this._$Ct=e,this._$AM=t,this._$Ci=n}_$AS(e,t){return this.update(e,t)}update(e,t){return this.render(...t)}},jn={},Mn=kn(class extends An{constructor(){super(...arguments),this.ot=jn}render(e,t){return t()}update(e,[t,n]){if(Array.isArray(t)){if(Array.isArray(this.ot)&&this.ot.length===t.length&&t.every((e,t)=>e===this.ot[t]))return v}else if(this.ot===t)return v;return this.ot=Array.isArray(t)?Array.from(t):t,this.render(t,n)}}),{I:Nn}=Ue,Pn=e=>e,Fn=()=>document.createComment(``),In=(e,t,n)=>{let r=e._$AA.parentNode,i=t===void 0?e._$AB:t._$AA;if(n===void 0)n=new Nn(r.insertBefore(Fn(),i),r.insertBefore(Fn(),i),e,e.options);else{let t=n._$AB.nextSibling,a=n._$AM,o=a!==e;if(o){let t;n._$AQ?.(e),n._$AM=e,n._$AP!==void 0&&(t=e._$AU)!==a._$AU&&n._$AP(t)}if(t!==i||o){let e=n._$AA;for(;e!==t;){let t=Pn(e).nextSibling;Pn(r).insertBefore(e,i),e=t}}}return n},Ln=(e,t,n=e)=>(e._$AI(t,n),e),Rn={},zn=(e,t=Rn)=>e._$AH=t,Bn=e=>e._$AH,Vn=e=>{e._$AR(),e._$AA.remove()},Hn=(e,t,n)=>{let r=/* @__PURE__ */ new Map;for(let i=t;i<=n;i++)r.set(e[i],i);return r},W=kn(class extends An{constructor(e){if(super(e),e.type!==On.CHILD)throw Error(`repeat() can only be used in text expressions`)}dt(e,t,n){let r;n===void 0?n=t:t!==void 0&&(r=t);let i=[],a=[],o=0;for(let t of e)i[o]=r?r(t,o):o,a[o]=n(t,o),o++;return{values:a,keys:i}}render(e,t,n){return this.dt(e,t,n).values}update(e,[t,n,r]){let i=Bn(e),{values:a,keys:o}=this.dt(t,n,r);if(!Array.isArray(i))return this.ut=o,a;let s=this.ut??=[],c=[],l,u,d=0,f=i.length-1,p=0,m=a.length-1;for(;d<=f&&p<=m;)if(i[d]===null)d++;else if(i[f]===null)f--;else if(s[d]===o[p])c[p]=Ln(i[d],a[p]),d++,p++;else if(s[f]===o[m])c[m]=Ln(i[f],a[m]),f--,m--;else if(s[d]===o[m])c[m]=Ln(i[d],a[m]),In(e,c[m+1],i[d]),d++,m--;else if(s[f]===o[p])c[p]=Ln(i[f],a[p]),In(e,i[d],i[f]),f--,p++;else if(l===void 0&&(l=Hn(o,p,m),u=Hn(s,d,f)),l.has(s[d])){if(l.has(s[f])){let t=u.get(o[p]),n=t===void 0?null:i[t];if(n===null){let t=In(e,i[d]);Ln(t,a[p]),c[p]=t}else c[p]=Ln(n,a[p]),In(e,i[d],n),i[t]=null;p++}else Vn(i[f]),f--}else Vn(i[d]),d++;for(;p<=m;){let t=In(e,c[m+1]);Ln(t,a[p]),c[p++]=t}for(;d<=f;){let e=i[d++];e!==null&&Vn(e)}return this.ut=o,zn(e,c),v}}),Un=[`door`,`key_box`,`fire_panel`,`gas`,`water`,`electricity`,`aed`,`first_aid`,`camera`,`assembly`,`other`];function Wn(e,t){let n=({kind:e})=>Un.indexOf(e),r=new Intl.Collator(t,{numeric:!0});return[...e].sort((e,t)=>n(e)-n(t)||r.compare(e.label,t.label))}function Gn(e){let t=0;return e.map(({kind:e,label:n})=>(e===`door`?/\w*\d\w*/.exec(n)?.[0]:void 0)??Kn(t++))}function Kn(e){let t=String.fromCharCode(65+e%26);return e<26?t:Kn(Math.floor(e/26)-1)+t}function qn(e,{kind:t,label:n}){let r=e.find(`pack.kind_${t}`)??t;return n===``?r:e.say(`pack.thing`,{kind:r,label:n})}var Jn={door:`M3 1h10v14H3zm2 2v10h6V3zm3.4 4h1.6v2H8.4z`,key_box:`M5 4a4 4 0 1 0 3.7 5.5H10V11h2V9.5h3v-3H8.7A4 4 0 0 0 5 4zm0 2.5a1.5 1.5 0 1 1 0 3 1.5 1.5 0 0 1 0-3z`,fire_panel:`M8 1.2c.8 0 1.3.6 1.3 1.3a4.2 4.2 0 0 1 2.9 4V10l1.6 2v1H2.2v-1l1.6-2V6.5a4.2 4.2 0 0 1 2.9-4c0-.7.5-1.3 1.3-1.3zM6.5 13.7h3a1.5 1.5 0 0 1-3 0z`,gas:`M8 .8c1 3 4.6 4.6 4.6 8.6a4.6 4.6 0 0 1-9.2 0c0-2 1.4-3 2-4.6 1 .8 1.3 1.7 1.3 2.6C8 6 8.4 3.4 8 .8zm0 8.2c-.5 1.3-1.6 1.7-1.6 3a1.7 1.7 0 0 0 3.3 0C9.7 10.7 8.4 10.3 8 9z`,water:`M8 1c2 3.5 4.5 5.8 4.5 9a4.5 4.5 0 0 1-9 0C3.5 6.8 6 4.5 8 1z`,electricity:`M9.5 1 3 9.2h4L6 15l7-8.4H8.7z`,aed:`M8 14.2 2.3 8.4A3.7 3.7 0 0 1 8 3.9a3.7 3.7 0 0 1 5.7 4.5z`,first_aid:`M6 1.5h4V6h4.5v4H10v4.5H6V10H1.5V6H6z`,camera:`M1 4h9v8H1zm10 3 4-2.5v7L11 9z`,assembly:`M3 1h1.6v1H14l-2.5 3.2L14 8.5H4.6V15H3z`,other:`M8 1 15 8l-7 7-7-7z`};function Yn(e){return g`<svg class="shape" viewBox="0 0 16 16" width="1em" height="1em" aria-hidden="true" focusable="false">
    ${_`<path fill="currentColor" fill-rule="evenodd" d=${Jn[e]}></path>`}
  </svg>`}function Xn(e,t,n){let r=Wn(t,e.language),i=Gn(r);return r.map((t,r)=>{let a=U(t);return a===void 0?y:g`<span class="pin fact" title=${qn(e,t)} style=${n(a)}
      >${Yn(t.kind)}${i[r]}</span
    >`})}function Zn(e,t){let n=Wn(t,e.language),r=Gn(n);return g`<ul class="plain legend" aria-label=${e.say(`pack.things`)}>
    ${n.map((t,n)=>g`<li>${Yn(t.kind)} <strong>${r[n]}</strong> ${qn(e,t)}</li>`)}
  </ul>`}var Qn=86400,$n=/* @__PURE__ */ new WeakMap,er=class{#e;#t=0;constructor(e){this.host=e,e.addController(this)}hostConnected(){this.#t=0}show(e,t){t!==this.#e&&(this.#e=t,this.#t=0,this.src=this.error=void 0,t!==void 0&&this.#n(e,t))}failed(e,t){let n=this.#e;n!==void 0&&($n.get(e)?.delete(n),this.src=void 0,this.#t+=1,this.#t<2?this.#n(e,n):this.error=t,this.host.requestUpdate())}async#n(e,t){let n=$n.get(e)??/* @__PURE__ */ new Map;$n.set(e,n);let r=n.get(t)??tr(e,t);n.set(t,r);try{let e=await r;this.#e===t&&(this.src=e)}catch(e){n.delete(t),this.#e===t&&(this.error=k(e))}this.host.requestUpdate()}};async function tr(e,t){let n={type:`auth/sign_path`,path:t,expires:Qn};return(await e.sendMessagePromise(n)).path}var nr=[[0,0],[0,1],[0,-1],[1,0],[-1,0],[1,1],[-1,1],[1,-1],[-1,-1]];function rr(e,t){let n=e.filter(e=>!e.mayMove),r=or(n,t),i=cr(n,r,t),a=n.filter(({key:e})=>i.get(e)?.at===e).map(e=>fr(e,ar(r,e),t)),o=e.filter(e=>e.mayMove).sort((e,t)=>t.weight-e.weight);for(let e of o){let n=lr(e,t,a);n===void 0?i.set(e.key,{level:e.sizes.length-1,dx:0,dy:0,at:e.key,out:!0}):(i.set(e.key,n.written),a.push(n.box))}return i}function ir(e,t){return Math.abs(e.x-t.x)*2<e.width+t.width&&Math.abs(e.y-t.y)*2<e.height+t.height}function ar(e,t){return e.get(t.key)??0}function or(e,t){let n=/* @__PURE__ */ new Map,r=e.map(e=>fr(e,0,t));for(let i=!0;i;){i=!1;for(let[a,o]of e.entries())for(let s=a+1;s<e.length;s+=1){let c=e[s],[l,u]=[r[a],r[s]];if(c===void 0||l===void 0||u===void 0||!ir(l,u))continue;let[d,f]=c.weight>o.weight?[s,a]:[a,s],p=[f,d].find(t=>sr(e[t],n)),m=p===void 0?void 0:e[p];if(p===void 0||m===void 0)continue;let ee=ar(n,m)+1;n.set(m.key,ee),r[p]=fr(m,ee,t),i=!0}}return n}function sr(e,t){return e!==void 0&&ar(t,e)<e.sizes.length-1}function cr(e,t,n){let r=/* @__PURE__ */ new Map,i=[];for(let a of[...e].sort((e,t)=>t.weight-e.weight)){let e=ar(t,a),o=fr(a,e,n),s=e<a.sizes.length-1?void 0:i.find(e=>ir(o,e.box));s===void 0&&i.push({key:a.key,box:o});let[c,l]=[o.x-a.spot.x*n.width,o.y-a.spot.y*n.height];r.set(a.key,{level:e,dx:c,dy:l,at:s?.key??a.key,out:!1})}return r}function lr(e,t,n){for(let r of e.sizes.keys())for(let i of ur(e.sizes[r]??dr,e.reach??1)){let a=fr(e,r,t,i);if(n.some(e=>ir(a,e)))continue;let[o,s]=[a.x-e.spot.x*t.width,a.y-e.spot.y*t.height];return{written:{level:r,dx:o,dy:s,at:e.key,out:!1},box:a}}}function ur({width:e,height:t},n){let r=([n,r])=>({dx:n*(e+8),dy:r*(t+2)}),i=nr.map(r);if(n<2)return i;let a=[...Array(2*n+1).keys()].map(e=>e-n),o=a.flatMap(e=>a.map(t=>r([e,t])));return[...i,...o.sort((e,t)=>Math.hypot(e.dx,e.dy)-Math.hypot(t.dx,t.dy))]}var dr={width:0,height:0};function fr(e,t,n,r={dx:0,dy:0}){let{width:i,height:a}=e.sizes[t]??dr;return{x:pr(e.spot.x*n.width+r.dx,i,n.width),y:pr(e.spot.y*n.height+r.dy,a,n.height),width:i,height:a}}function pr(e,t,n){return Math.min(Math.max(e,t/2),Math.max(n-t/2,t/2))}var mr={written:/* @__PURE__ */ new Map,numbers:/* @__PURE__ */ new Map,entries:[],out:[]};function hr(e,t,n){if(n.width===0)return mr;let r=e.rooms.flatMap(e=>xr(e,t,n)??[]),i=e.listeners.flatMap(t=>Sr(t,e,n)??[]),a=rr([...r,...i],n),o=e.listeners.filter(e=>a.get(e.listener_id)?.out===!0);return{written:a,...gr(e.rooms,r,a),out:o}}function gr(e,t,n){let r=new Map(t.map(({key:e,sizes:t})=>[e,t.length-1])),i=/* @__PURE__ */ new Map;for(let t of e){let e=n.get(t.room_id);e===void 0||e.level<(r.get(t.room_id)??0)||i.set(e.at,[...i.get(e.at)??[],t])}let a=[...i.values()].map((e,t)=>({number:t+1,rooms:e})),o=a.flatMap(({number:e,rooms:t})=>t.map(t=>[t.room_id,e]));return{numbers:new Map(o),entries:a}}function _r(e,t){if(t.width===0)return!1;let n=Math.min(t.wall?620:280,t.width*.92),r=e.map(({spot:e,alarms:r})=>{let i=r*(t.wall?130:76),a=e.y>.3?e.y*t.height-18-i:e.y*t.height+18;return{x:e.x*(t.width-n)+n/2,y:a+i/2,width:n,height:i}});return r.some((n,i)=>{let[a,o]=[n.y-n.height/2,n.y+n.height/2];return a<0||o>t.height||e.some(({spot:e},a)=>{let o=r[a];return a===i||o===void 0?!1:ir(n,{x:e.x*t.width,y:e.y*t.height,width:36,height:36})||ir(n,o)})})}function vr(e,t,n){if(n.width===0)return/* @__PURE__ */ new Map;let r=n.wall?21:13,i=12/n.height;return rr([...t.map(({room_id:e,spot:t})=>({key:e,spot:t,sizes:[{width:40,height:40}],weight:9,mayMove:!1})),...e.map(({room_id:e,spot:t})=>({key:e,spot:{x:t.x,y:Math.max(0,t.y-i)},sizes:[...n.width<620?[]:[yr(13,r)],yr(5,r)],weight:1,mayMove:!0}))],n)}function yr(e,t){return{width:e*t*.58+20,height:t*1.35+6}}function br({width:e,wall:t}){return(Number.parseFloat(getComputedStyle(document.documentElement).fontSize)||16)*(t?1.05:e<620?.72:.8)}function xr(e,t,n){let r=U(e);if(r===void 0)return;let i=br(n),a=t?.get(e.room_id),o=Tn(e.name).length,s=e=>({width:e*i*.6+(a===void 0?0:i+4)+(n.width<620?10:14),height:i*1.35+3}),c=a===void 0||n.width<620?[]:[s(o+1+a.word.length)],l={alarm:3,warn:2,quiet:1,good:0}[a?.tone??`quiet`];return{key:e.room_id,spot:r,sizes:[...c,s(o),s(2)],weight:l,mayMove:!1}}function Sr(e,t,n){let r=wn(e,t);if(r===void 0)return;let i=11.5,a=18.525,o=n.width<620?[]:[{width:e.name.length*i*.6+i+20,height:a}],s=e.state===`heard`?0:1;return{key:e.listener_id,spot:r,sizes:[...o,{width:25.5,height:a}],weight:s,mayMove:!0}}var Cr={here:[],maybe:0};function wr(e,t){return e.rooms.flatMap(e=>{let[n,r]=[U(e),t.get(e.room_id)];return n===void 0||r===void 0?[]:[{room_id:e.room_id,spot:n,alarms:r.here.length}]})}function Tr(e){let t=/* @__PURE__ */ new Map;for(let n of e){let{room_id:e,others:r}=n.place;if(e!==null){let r=t.get(e)??Cr;t.set(e,{...r,here:[...r.here,n]})}if(D(n))for(let{room_id:e,probability:n}of r){let r=t.get(e)??Cr;t.set(e,{...r,maybe:Math.max(r.maybe,n)})}}return t}var Er={heard:`check`,not_heard:`ring`,missing:`cross`,trouble:`diamond`},Dr={heard:`quiet`,not_heard:`warn`,missing:`alarm`,trouble:`warn`},Or=o`
  :host {
    display: block;
    min-width: 0;
    container-type: inline-size;
  }
  .window {
    overflow: auto;
    border: 1px solid var(--line);
    border-radius: 8px;
    background: #fff;
  }
  .sheet {
    position: relative;
    margin: 0 auto;
    color: #141414;
  }
  .sheet img {
    display: block;
    width: 100%;
    height: 100%;
    object-fit: fill;
    user-select: none;
  }
  .pin {
    position: absolute;
    transform: translate(-50%, -50%);
    display: inline-flex;
    align-items: center;
    gap: 4px;
    padding: 1px 6px;
    border: 1px solid #5e5e5e;
    border-radius: 6px;
    background: rgba(255, 255, 255, 0.92);
    color: #141414;
    font-size: 0.8rem;
    line-height: 1.35;
    white-space: nowrap;
  }
  .pin.good,
  .cell .mark.good {
    background: var(--good);
    color: var(--on-strong);
  }
  .pin.warn,
  .cell .mark.warn {
    background: var(--warn);
    color: var(--on-strong);
  }
  .pin.alarm,
  .cell .mark.alarm {
    background: var(--alarm);
    color: var(--on-strong);
  }
  .pin.listener {
    border-style: dashed;
    border-radius: 999px;
    font-size: 0.72rem;
  }
  .pin.fact {
    border-width: 2px;
    border-color: #141414;
    font-weight: 600;
  }
  .pin.gone {
    text-decoration: line-through;
  }
  .shape {
    flex: none;
  }
  .pin .short {
    display: none;
  }
  .pin.numbered {
    border-radius: 999px;
    font-weight: 700;
  }
  .pin.numbered.quiet,
  .key .number {
    border-color: #141414;
    background: #141414;
    color: #fff;
  }
  .sheet.small .pin {
    padding: 0 4px;
    font-size: 0.72rem;
  }
  .key {
    columns: 10rem;
    margin: 8px 0;
    padding: 0;
    list-style: none;
  }
  .key li {
    padding: 2px 0;
    break-inside: avoid;
  }
  .key .number {
    display: inline-block;
    min-width: 1.5rem;
    padding: 0 4px;
    border-radius: 999px;
    font-size: 0.8rem;
    font-weight: 700;
    text-align: center;
  }
`,kr=o`
  .alarms {
    position: absolute;
    z-index: 2;
    display: grid;
    gap: 4px;
    width: max-content;
    max-width: min(280px, 92%);
    margin: 0;
    padding: 0;
    list-style: none;
  }
  .here {
    position: absolute;
    z-index: 1;
    width: 26px;
    height: 26px;
    transform: translate(-50%, -50%);
    border: 5px solid var(--alarm);
    border-radius: 50%;
    background: rgba(255, 255, 255, 0.7);
  }
  .letter {
    display: grid;
    place-content: center;
    width: 30px;
    height: 30px;
    border: 2px solid #fff;
    border-radius: 50%;
    background: var(--alarm);
    color: var(--on-strong);
    font-size: 1.05rem;
    font-weight: 700;
    box-shadow: 0 1px 4px rgba(0, 0, 0, 0.4);
  }
  .lettered li {
    display: grid;
    grid-template-columns: auto 1fr;
    align-items: center;
    gap: 8px;
  }
  .other {
    position: absolute;
    z-index: 1;
    transform: translate(-50%, calc(-100% - 12px));
    padding: 1px 8px;
    border: 2px dashed var(--alarm);
    border-radius: 999px;
    background: #fff;
    color: #8c1d16;
    font-size: 0.8rem;
    white-space: nowrap;
  }
  a.incident {
    display: grid;
    grid-template-columns: auto 1fr;
    align-items: center;
    column-gap: 8px;
    min-height: var(--touch);
    padding: 6px 10px;
    border: 2px solid #fff;
    border-radius: 10px;
    background: var(--alarm);
    color: var(--on-strong);
    line-height: 1.25;
    text-decoration: none;
    box-shadow: 0 1px 4px rgba(0, 0, 0, 0.4);
  }
  a.incident.calm {
    background: var(--calm);
  }
  a.incident.over {
    background: #e8e8e8;
    color: #141414;
  }
  a.incident .shape {
    grid-row: span 2;
    font-size: 1.4rem;
  }
  a.incident strong,
  a.incident span {
    overflow-wrap: anywhere;
  }
  a.incident span {
    font-size: 0.9rem;
  }
  .adrift {
    display: grid;
    gap: 8px;
    grid-template-columns: repeat(auto-fill, minmax(min(280px, 100%), 1fr));
    margin: 0 0 8px;
    padding: 0;
    list-style: none;
  }
  :host([wall]) a.incident {
    padding: 12px 16px;
    font-size: 1.8rem;
  }
  :host([wall]) a.incident span {
    font-size: 1.5rem;
  }
  :host([wall]) .alarms {
    max-width: min(620px, 92%);
  }
  :host([wall]) .adrift {
    grid-template-columns: repeat(auto-fit, minmax(min(560px, 100%), 1fr));
  }
  :host([wall]) .other {
    font-size: 1.3rem;
  }
  :host([wall]) .pin {
    font-size: 1.05rem;
  }
  :host([wall]) .letter {
    width: 48px;
    height: 48px;
    font-size: 1.8rem;
  }
`,Ar=o`
  .grid {
    display: grid;
    gap: 8px;
    grid-template-columns: repeat(auto-fill, minmax(min(150px, 100%), 1fr));
    margin: 0;
    padding: 0;
    list-style: none;
  }
  .cell {
    display: grid;
    gap: 4px;
    align-content: start;
    min-height: 68px;
    padding: 8px;
    border: 1px solid var(--edge);
    border-radius: 8px;
    background: var(--paper);
    min-width: 0;
  }
  .cell.hit {
    border: 3px solid var(--alarm);
    grid-column: span 2;
  }
  .cell .name {
    font-weight: 600;
    overflow-wrap: anywhere;
  }
  .cell .mark,
  .cell .listener {
    display: inline-flex;
    align-items: center;
    gap: 6px;
    font-size: 0.85rem;
  }
  .cell .mark {
    padding: 1px 6px;
    border-radius: 6px;
    justify-self: start;
  }
  .cell .maybe {
    justify-self: start;
    padding: 1px 8px;
    border: 2px dashed var(--alarm);
    border-radius: 999px;
    font-size: 0.85rem;
  }
  @container (max-width: 400px) {
    .cell.hit {
      grid-column: 1 / -1;
    }
  }
  :host([wall]) .cell {
    font-size: 1.3rem;
  }
  :host([wall]) .grid {
    grid-template-columns: repeat(auto-fit, minmax(min(230px, 100%), 1fr));
  }
`,G=class extends P{constructor(...e){super(...e),this.incidents=[],this.facts=!1,this.zoom=1,this.wall=!1,this.width=0,this.#e=new er(this),this.#t=typeof ResizeObserver>`u`?void 0:new ResizeObserver(([e])=>this.width=Math.round(e?.contentRect.width??0)),this.#r=null,this.#p=()=>{this.#e.failed(this.console.home.connection,this.t(`map.image_not_loaded`))}}static{this.styles=[M,Or,kr,Ar,o`
      .error,
      .rest {
        margin: 8px 0;
      }
    `]}#e;#t;#n;#r;updated(){let e=this.renderRoot.querySelector(`.sheet`);e!==this.#r&&(this.#t?.disconnect(),this.#r=e,e!==null&&this.#t?.observe(e))}disconnectedCallback(){super.disconnectedCallback(),this.#t?.disconnect(),this.#r=null}render(){let{floor:e}=this;this.#e.show(this.console.home.connection,e.plan?.url);let t=Tr(_n(this.incidents));if(e.plan===null)return g`${this.#i()}${this.#v(t)}`;let n=this.#s(e,t);return g`${this.#i()}${this.#c(n,t)}${this.#u(e,t,n)}${this.#l(e)}${this.#y(t)}`}#i(){let e=new Set(this.floor.rooms.filter(e=>this.floor.plan===null||U(e)).map(e=>e.room_id)),t=_n(this.incidents).filter(t=>{let n=En(t);return n!==void 0&&n!==this.floor.floor_id?!1:t.place.room_id===null||!e.has(t.place.room_id)});return t.length===0?y:g`<ul class="adrift">
      ${W(t,vn,e=>g`<li>${this.#S(e)}</li>`)}
    </ul>`}get#a(){let{width:e,height:t}=this.floor.plan??{width:1,height:1};return{width:this.width,height:this.width*t/e,wall:this.wall}}#o(e){let t=[e,this.layer,this.width,this.wall];return this.#n?.of.every((e,n)=>e===t[n])!==!0&&(this.#n={of:t,arrangement:hr(e,this.layer,this.#a)}),this.#n.arrangement}#s(e,t){let n=wr(e,t).filter(({alarms:e})=>e>0);return _r(n,this.#a)?new Map(n.map(({room_id:e},t)=>[e,String.fromCodePoint(65+t%26)])):/* @__PURE__ */ new Map}#c(e,t){return e.size===0?y:g`<ul class="adrift lettered">
      ${[...e].map(([e,n])=>W(t.get(e)?.here??[],vn,e=>g`<li><span class="letter" aria-hidden="true">${n}</span>${this.#S(e)}</li>`))}
    </ul>`}#l(e){let{entries:t,out:n}=this.#o(e);return t.length===0&&n.length===0?y:g`<ul class="key" aria-label=${this.t(`map.key`)}>
        ${t.map(({number:e,rooms:t})=>{let n=t.map(({room_id:e,name:t})=>{let n=this.layer?.get(e);return n===void 0?t:`${t}: ${n.word}`});return g`<li><span class="number" aria-hidden="true">${e}</span> ${this.format.list(n)}</li>`})}
      </ul>
      ${n.length===0?y:g`<p class="quiet rest">
              ${this.t(`map.no_space`,{names:this.format.list(n.map(e=>e.name))})}
            </p>`}`}#u(e,t,n){let{width:r,height:i}=e.plan??{width:1,height:1},a=r/i,o=this.wall?`100dvh - 150px`:`82dvh`,s=this.zoom>1?`width:${this.zoom*100}%`:`max-width:calc((${o}) * ${a.toFixed(4)})`;return g`${this.#f()}
      <div
        class="window"
        role="group"
        tabindex=${this.zoom>1?0:y}
        aria-label=${this.t(`map.plan_of`,{floor:e.name||this.t(`map.nowhere`)})}
      >
        <div
          class="sheet ${this.width>0&&this.width<620?`small`:``}"
          style="aspect-ratio:${r}/${i};${s}"
        >
          <img
            alt=""
            width=${r}
            height=${i}
            src=${this.#e.src??y}
            ?hidden=${this.#e.src===void 0}
            @error=${this.#p}
          />
          ${Mn([this.#o(e),this.console.texts],()=>this.#d(e))} ${this.#g(e,t)}
          ${this.facts?Xn(this.console.texts,e.facts,K):y}
          ${W(e.rooms.filter(e=>(t.get(e.room_id)??Cr).here.length>0),e=>e.room_id,e=>this.#_(U(e),t.get(e.room_id)??Cr,n.get(e.room_id)))}
        </div>
      </div>`}#d(e){return g`${W(e.rooms,e=>e.room_id,e=>this.#m(e))}
    ${W(e.listeners,e=>e.listener_id,t=>this.#h(t,wn(t,e)))}`}#f(){return this.#e.error===void 0?y:g`<p class="error" role="status">${this.t(`map.no_image`,{why:this.#e.error})}</p>`}#p;#m(e){let t=U(e),{written:n,numbers:r}=this.#o(this.floor),i=n.get(e.room_id);if(t===void 0||i!==void 0&&i.at!==e.room_id)return y;let a=this.layer?.get(e.room_id),o=r.get(e.room_id),s=i!==void 0&&(i.level>0||this.width<620);return g`<span
      class="pin room ${a?.tone??`quiet`} ${e.is_gone?`gone`:``} ${o===void 0?``:`numbered`}"
      title=${e.name}
      style=${K(t,i)}
      >${a===void 0?y:V(a.shape)}<span>${o??Tn(e.name)}</span>${a===void 0||s?y:g`<span class="word">${a.word}</span>`}</span
    >`}#h(e,t){let n=this.#o(this.floor).written.get(e.listener_id);if(t===void 0||n?.out===!0)return y;let r=this.t(`map.listener_${e.state}`),i=n!==void 0&&(n.level>0||this.width<620);return g`<span
      class="pin listener ${Dr[e.state]}"
      title=${`${e.name}: ${r}`}
      style=${K(t,n)}
      >${V(Er[e.state])}<span class=${i?`name short`:`name`}>${e.name}</span></span
    >`}#g(e,t){let n=wr(e,t),r=n.filter(({alarms:e})=>e===0),i=vr(r,n.filter(({alarms:e})=>e>0),this.#a);return g`${r.map(({room_id:e,spot:n})=>{let r=this.format.percent(t.get(e)?.maybe??0),a=this.t(`map.maybe`,{share:r}),o=i.get(e),s=o!==void 0&&(o.level>0||this.width<620);return o?.out===!0?y:g`<span class="other" style=${K(n,o)} title=${a}>${s?`${r}?`:a}</span>`})}`}#_(e,{here:t},n){if(e===void 0)return y;if(n!==void 0)return g`<span class="here letter" aria-hidden="true" style=${K(e)}>${n}</span>`;let r=e.y>.3,i=`translate(${(-e.x*100).toFixed(1)}%, ${r?`calc(-100% - 18px)`:`18px`})`;return g`<span class="here" style=${K(e)}></span>
      <ul class="alarms" style="${K(e)};transform:${i}">
        ${W(t,vn,e=>g`<li>${this.#S(e)}</li>`)}
      </ul>`}#v(e){let{rooms:t,listeners:n}=this.floor,r=n.filter(e=>!t.some(t=>t.room_id===e.room_id));return t.length===0&&r.length===0?g`<p class="quiet">${this.t(`map.empty_floor`)}</p>`:g`<ul class="grid">
      ${W(t,e=>e.room_id,t=>this.#b(t,e.get(t.room_id)??Cr))}
      ${W(r,e=>e.listener_id,e=>g`<li class="cell">${this.#x(e)}</li>`)}
    </ul>`}#y(e){let t=this.floor.rooms.filter(e=>U(e)===void 0);return t.length===0?y:g`<p class="quiet rest">${this.t(`map.missing_rooms`,{n:t.length})}</p>
      <ul class="grid">
        ${W(t,e=>e.room_id,t=>this.#b(t,{here:[],maybe:e.get(t.room_id)?.maybe??0}))}
      </ul>`}#b(e,{here:t,maybe:n}){let r=this.layer?.get(e.room_id);return g`<li class="cell ${t.length>0?`hit`:``}">
      <span class="name">${e.name}</span>
      ${r===void 0?y:g`<span class="mark ${r.tone}">${V(r.shape)} ${r.word}</span>`}
      ${n>0&&t.length===0?g`<span class="maybe">${this.t(`map.maybe`,{share:this.format.percent(n)})}</span>`:y}
      ${t.map(e=>this.#S(e))}
      ${this.floor.listeners.filter(t=>t.room_id===e.room_id).map(e=>this.#x(e))}
    </li>`}#x(e){return g`<span class="listener"
      >${V(Er[e.state])}
      ${e.name}${e.state===`heard`?y:g`: ${this.t(`map.listener_${e.state}`)}`}</span
    >`}#S(e){let t=D(e)?e.mode===`live`?``:`calm`:`over`,n=I(`incident`,e.incident_id);return g`<a class="incident ${t}" href=${n} @click=${e=>R(e,n)}
      >${V(Ut(e.kind))}
      <strong>${jr(this.console,e)}</strong>
      <span>${Mr(this.console,e)}</span></a
    >`}};N([S({attribute:!1})],G.prototype,`floor`,void 0),N([S({attribute:!1})],G.prototype,`incidents`,void 0),N([S({attribute:!1})],G.prototype,`layer`,void 0),N([S({type:Boolean})],G.prototype,`facts`,void 0),N([S({type:Number})],G.prototype,`zoom`,void 0),N([S({type:Boolean,reflect:!0})],G.prototype,`wall`,void 0),N([C()],G.prototype,`width`,void 0),G=N([x(`duress-floor-plan`)],G);function K(e,t){let n=`left:${(e.x*100).toFixed(2)}%;top:${(e.y*100).toFixed(2)}%`;return t===void 0||t.dx===0&&t.dy===0?n:`${n};margin:${t.dy.toFixed(1)}px 0 0 ${t.dx.toFixed(1)}px`}function jr({texts:e},t){let n=e.find(`incident.kind_${t.kind}`)??t.kind,r=t.mode===`live`?[]:[e.find(`incident.mode_${t.mode}`)??t.mode],i=t.latest.at(-1)?.transmitter;return[...r,n,...i===void 0?[]:[i]].join(` · `)}function Mr({texts:e,format:t},n){let{room:r,floor:i,word:a,probability:o}=n.place,s=o===null?``:` ${t.percent(o)}`,c=a===null?``:e.find(`incident.word_${a}`)??a,l=r===null?[i===null?e.say(`map.somewhere`):e.say(`map.on_floor`,{floor:i})]:a===`near`?[e.say(`map.near`,{room:r})]:[r,...c===``?[]:[`${c}${s}`]];return D(n)||l.push(e.find(`incident.state_${n.state}`)??n.state),[...l,t.time(n.raised_at)].join(` · `)}var Nr=[],Pr=class extends P{constructor(...e){super(...e),this.wall=!1,this.discreet=!1,this.isOpened=!1,this.#e=new T(this,`duress/map`),this.#t=tt(this,()=>this.#o())}static{this.styles=[M,Wt,o`
      h2 {
        margin-bottom: 8px;
      }
    `]}#e;#t;render(){return z(this.console,this.#e,({floors:e})=>{let t=this.#t.message?.incidents??Nr,n=this.discreet&&!this.isOpened?Nr:t,r=this.#n(e,n);return g`${this.discreet?Gt(this.console.texts,t.length,this.isOpened,()=>this.isOpened=!this.isOpened):y}
      ${r===void 0?this.#r():this.#i(r,n)}`})}#n(e,t){if(this.floorId!==void 0)return e.find(e=>e.floor_id===this.floorId);let n=Dn(t),r=n&&En(n);return e.find(e=>e.floor_id===r)??e.find(e=>e.rooms.length>0)??e[0]}#r(){return g`<p class="notice">${this.t(this.floorId===void 0?`map.no_floor`:`cards.no_such_floor`)}</p>`}#i(e,t){return g`<h2>${e.name||this.t(`map.nowhere`)}</h2>
      <duress-floor-plan
        ?wall=${this.wall}
        .floor=${e}
        .incidents=${t}
        @click=${{handleEvent:e=>this.#a(e),capture:!0}}
      ></duress-floor-plan>`}#a(e){let t=e.composedPath().find(e=>e instanceof HTMLAnchorElement);t!==void 0&&(t.search=new URLSearchParams({site:this.console.site.site}).toString(),e.stopPropagation(),R(e,`${t.pathname}${t.search}`))}#o(){this.#t.message?.incidents.length===0&&(this.isOpened=!1)}};N([S({attribute:!1})],Pr.prototype,`floorId`,void 0),N([S({type:Boolean})],Pr.prototype,`wall`,void 0),N([S({type:Boolean})],Pr.prototype,`discreet`,void 0),N([C()],Pr.prototype,`isOpened`,void 0),Pr=N([x(`duress-map-plan`)],Pr);var Fr=class extends H{static getConfigForm(){return an()}getCardSize(){return 8}getGridOptions(){return{columns:12,rows:`auto`,min_columns:9}}content({floor:e}){return g`<duress-map-plan
      .floorId=${e}
      ?wall=${this.profile===`wall`}
      ?discreet=${this.profile===`office`}
    ></duress-map-plan>`}};Fr=N([x(`duress-map-card`)],Fr);var Ir={ready:`check`,attention:`triangle`,not_protected:`cross`},Lr=class extends P{static{this.styles=[M,o`
      .mark {
        display: flex;
        align-items: center;
        gap: 12px;
        font-size: 1.3em;
        font-weight: 500;
        color: var(--strong);
      }
      .ready {
        --strong: var(--good-ink);
      }
      .attention {
        --strong: var(--warn-ink);
      }
      .not_protected {
        --strong: var(--alarm-ink);
      }
    `]}#e=new T(this,`duress/readiness`,()=>({language:this.console.texts.language}));#t=new B(this,10);render(){return z(this.console,this.#e,e=>this.#n(e))}#n({protection:e,sentence:t,last_proven:n,located:r}){return g`<p role="status" class="mark ${e}">
        ${V(Ir[e])} ${this.t(`today.verdict_${e}`)}
      </p>
      <p>${t}</p>
      <p class="quiet">
        ${n===null?this.t(`cards.never_proven`):this.t(`cards.proven`,{ago:this.format.ago(n,this.#t.now),at:this.format.dateTime(n)})}
      </p>
      ${r.length===0?y:g`<p class="notice">
              ${this.t(`cards.located`,{devices:this.format.list(r.map(e=>e.device))})}
            </p>`}`}};Lr=N([x(`duress-readiness-mark`)],Lr);var Rr=class extends H{getCardSize(){return 3}content(){return g`<duress-readiness-mark></duress-readiness-mark>`}};Rr=N([x(`duress-readiness-card`)],Rr);function zr(e){let t=e.paths-e.paths_proven;return[[`no_receiver`,e.receivers===0],[`no_pendants`,e.pendants===0],[`not_yet_heard`,e.not_yet_heard>0],[`no_monitoring`,e.paths===0],[`unproven`,t>e.paths_relieved],[`relieved`,e.paths_relieved>0]].filter(([,e])=>e).map(([e])=>e)}function Br(e){let{receivers:t,receivers_connected:n,pendants:r,pendants_ready:i,paths:a}=e;return[[`deaf`,t>0&&n===0],[`receivers`,n>0&&n<t],[`pendants`,n>0&&r>0&&i===0],[`paths`,a>0&&e.paths_proven===0]].filter(([,e])=>e).map(([e])=>e)}var Vr={deaf:`upkeep`,receivers:`upkeep`,pendants:`upkeep`,paths:`monitoring`},Hr=class extends P{constructor(...e){super(...e),this.page=``,this.alarm=!1,this.#e=new T(this,`duress/readiness`,()=>({language:this.console.texts.language}))}static{this.styles=[M,o`
      :host {
        display: block;
      }
      .error {
        margin: 12px 12px 0;
        padding: 8px 12px;
        font-size: 0.95em;
      }
      .error + .error {
        margin-top: 4px;
      }
      :host([flush]) .error {
        margin-inline: 0;
      }
      :host([flush]) .error:first-child {
        margin-top: 0;
      }
      a {
        display: inline-flex;
        align-items: center;
        min-height: var(--touch);
        margin-block: -10px;
      }
    `]}#e;render(){let e=this.#e.message,t=e===void 0||this.page===`today`?[]:Br(e),n=this.page===`monitoring`?t.filter(e=>e!==`paths`):t;return g`<div role="status">
      ${e===void 0?y:n.map(t=>this.#t(t,e))}
    </div>`}#t(e,{receivers:t,receivers_connected:n}){let r=e===`paths`&&this.alarm?`paths_alarm`:e;return g`<p class="error">
      ${V(e===`receivers`?`triangle`:`cross`)}
      <strong>${this.t(`today.gap_${r}`,{n:t-n})}</strong>
      ${this.t(`today.gap_${r}_how`)} ${this.#n(Vr[e])}
    </p>`}#n(e){if(e===this.page)return y;let t=I(e);return g`<a href=${t} @click=${e=>R(e,t)}
      >${this.t(`common.page_${e}`)}</a
    >`}};N([S()],Hr.prototype,`page`,void 0),N([S({type:Boolean,reflect:!0})],Hr.prototype,`alarm`,void 0),Hr=N([x(`duress-gap-notice`)],Hr);var Ur=o`
  a.row {
    display: grid;
    grid-template-columns: 1fr auto;
    gap: 2px 12px;
    padding: 12px;
    min-height: var(--touch);
    border: 1px solid var(--edge);
    border-radius: 8px;
    background: var(--paper);
    color: var(--ink);
    text-decoration: none;
  }
  a.urgent {
    border-width: 2px;
    border-inline-start: 8px solid var(--alarm);
  }
  .where {
    font-size: 1.3rem;
    font-weight: 600;
  }
  .clock {
    font-size: 1.3rem;
    font-variant-numeric: tabular-nums;
  }
  .wide {
    grid-column: 1 / -1;
  }
`,Wr=class extends P{constructor(...e){super(...e),this.incidents=[],this.#e=new B(this)}static{this.styles=[M,Ur]}#e;render(){return g`<ol class="plain">
      ${this.incidents.map(e=>g`<li>${this.#t(e)}</li>`)}
    </ol>`}#t(e){let t=I(`incident`,e.incident_id),n=Qe(this.message,this.#e.now);return g`<a
      class="row ${e.mode===`live`&&E(e)?`urgent`:``}"
      href=${t}
      @click=${e=>R(e,t)}
    >
      <span
        >${e.mode===`live`?y:g`<span class="chip warn">${O(this.console,`incident.mode_${e.mode}`)}</span> `}<strong>${O(this.console,`incident.kind_${e.kind}`)}</strong>
        ${this.t(`incident.number`,{number:e.number})}</span
      >
      <span class="clock">${this.format.clock(n-e.raised_at)}</span>
      <span class="where wide">${rt(this.console,e.place)}</span>
      <span class="wide">${it(this.console,e.place)}</span>
      <span class="wide">${dt(this.console,e,n)}</span>
    </a>`}};N([S({attribute:!1})],Wr.prototype,`incidents`,void 0),N([S({attribute:!1})],Wr.prototype,`message`,void 0),Wr=N([x(`duress-incident-list`)],Wr);var Gr=class extends P{static{this.styles=[M,Ur]}#e=[];#t=tt(this,()=>this.#r());firstUpdated(){this.#i()}render(){return g`<section class="card" aria-labelledby="closed">
      <h2 id="closed">${this.t(`incident.closed_lately`)}</h2>
      ${this.error===void 0?y:g`<p class="error" role="alert">${this.error}</p>`}
      ${this.closed?.length===0?g`<p class="quiet">${this.t(`incident.no_closed`)}</p>`:y}
      <ul class="plain">
        ${this.closed?.map(e=>g`<li>${this.#n(e)}</li>`)}
      </ul>
    </section>`}#n(e){let t=I(`incident`,e.incident_id),n=e.mode===`live`?``:`${O(this.console,`incident.mode_${e.mode}`)}, `,r={kind:O(this.console,`incident.kind_${e.kind}`),where:e.room??e.floor??this.t(`incident.somewhere`),at:this.format.dateTime(e.raised_at),how:O(this.console,`incident.disposition_${e.disposition}`)};return g`<a class="row" href=${t} @click=${e=>R(e,t)}
      ><span>${n}${this.t(`incident.closed_row`,r)}</span>
      <span>${this.t(`incident.number`,{number:e.number})}</span></a
    >`}#r(){let e=this.#t.message?.incidents.map(e=>e.incident_id);e!==void 0&&(this.#e.some(t=>!e.includes(t))&&this.#i(),this.#e=e)}async#i(){try{this.closed=(await this.console.ask(`duress/closed_incidents`)).incidents,this.error=void 0}catch(e){this.error=k(e)}}};N([C()],Gr.prototype,`closed`,void 0),N([C()],Gr.prototype,`error`,void 0),Gr=N([x(`duress-closed-incidents`)],Gr);var Kr=class extends P{#e=new A(this);render(){return this.incident.checklist.length===0?y:g`<section class="card" aria-labelledby="checklist">
      <h2 id="checklist">${this.t(`incident.checklist`)}</h2>
      ${this.#e.error===void 0?y:g`<p class="error" role="alert">${this.#e.error}</p>`}
      <ol class="plain">
        ${this.incident.checklist.map(e=>g`<li>${this.#t(e)}</li>`)}
      </ol>
    </section>`}#t(e){let t=e.at!==null,n=!this.console.may(`handle_incidents`)||this.incident.state===`closed`,r=e.by??this.t(`incident.somebody`);return g`<label class="row">
      <input
        type="checkbox"
        .checked=${t}
        ?disabled=${t||n||this.#e.busy}
        @change=${t=>this.#n(e,t.target)}
      />
      <span
        >${e.step}. ${e.text}
        ${e.at===null?y:g`<span class="quiet">${this.t(`incident.done_by`,{by:r,at:this.format.seconds(e.at)})}</span>`}</span
      >
    </label>`}async#n(e,t){let{incident_id:n}=this.incident;await this.#e.run(()=>this.console.act(`check_step`,{incident_id:n,step:e.step}))||(t.checked=!1)}};N([S({attribute:!1})],Kr.prototype,`incident`,void 0),Kr=N([x(`duress-incident-checklist`)],Kr);var qr=`input, select, textarea`;function Jr(){return typeof matchMedia==`function`&&matchMedia(`(pointer: fine)`).matches}var Yr=class extends P{constructor(...e){super(...e),this.open=!1,this.heading=``}static{this.styles=[M,o`
      dialog {
        width: min(640px, calc(100vw - 24px));
        max-height: calc(100dvh - 24px);
        padding: var(--gap);
        border: 1px solid var(--edge);
        border-radius: var(--round);
        background: var(--paper);
        color: var(--ink);
        overflow: auto;
      }
      dialog[open] {
        display: grid;
        gap: var(--gap);
      }
      dialog::backdrop {
        background: rgba(0, 0, 0, 0.5);
      }
      header {
        display: flex;
        justify-content: space-between;
        align-items: start;
        gap: var(--gap);
      }
    `]}render(){return g`<dialog aria-labelledby="heading" @close=${this.#t}>
      <header>
        <h2 id="heading">${this.heading}</h2>
        <button class="plain" @click=${()=>this.dialog.close()}>${this.t(`common.close_dialog`)}</button>
      </header>
      <slot></slot>
      <slot name="actions"></slot>
    </dialog>`}updated(){this.open&&!this.dialog.open?(this.dialog.showModal(),this.#e()):!this.open&&this.dialog.open&&this.dialog.close()}#e(){if(Jr())for(let e of this.renderRoot.querySelectorAll(`slot`))for(let t of e.assignedElements({flatten:!0})){let e=t.matches(qr)?t:t.querySelector(qr);if(e instanceof HTMLElement){e.focus();return}}}#t(){this.open=!1,this.dispatchEvent(new CustomEvent(`closed`))}};N([S({type:Boolean})],Yr.prototype,`open`,void 0),N([S()],Yr.prototype,`heading`,void 0),N([w(`dialog`)],Yr.prototype,`dialog`,void 0),Yr=N([x(`duress-dialog`)],Yr);var Xr=/* @__PURE__ */ new Set([`delivered`,`desk_accepted`,`declined`,`spared`]);function Zr(e,t){let n=/* @__PURE__ */ new Map;for(let e of t)n.set(e.endpoint_id,[...n.get(e.endpoint_id)??[],e]);return[...n.values()].map(t=>({endpoint:t[0]?.endpoint??e.texts.say(`incident.removed_endpoint`),backup:t[0]?.path===`backup`,deliveries:t}))}function Qr(e,t){let{format:n,texts:r}=e;return t<1e3?r.say(`incident.milliseconds`,{ms:n.number(t,0)}):t<6e4?r.say(`incident.seconds`,{s:n.number(t/1e3,1)}):n.clock(t/1e3)}function $r(e,t){let{texts:n,format:r}=e,i=t.milliseconds.confirmed,a={answer:t.answer??`–`,tries:t.tries,time:i===void 0?``:Qr(e,i),next:t.next_attempt===null?`–`:r.seconds(t.next_attempt)},o=i!==void 0&&[`desk_accepted`,`declined`].includes(t.state)?`delivered`:t.state,s=o===`delivered`&&i===void 0?`delivered_untimed`:o;return n.find(`incident.hop_${s}`,a)??t.state}function ei(e,t,n){let[r,...i]=t.deliveries;if(r===void 0)return``;let a=i.filter(e=>!Xr.has(e.state)).length,o=[$r(e,r)];return a>0&&o.push(e.texts.say(`incident.more_waiting`,{n:a})),o.push(...n.filter(e=>e.endpoint===t.endpoint).map(t=>ti(e,t))),o.join(`; `)}function ti(e,t){let n=t.by??e.texts.say(`incident.the_desk`),r=t.note?` – “${t.note}”`:``;return`${n}: ${O(e,`incident.answer_${t.answer}`)}${r}`}function ni(e,t){let n=t.text??``;return t.type===`panel_output_failed`?O(e,`incident.problem_${n}`):n}function ri(e,t){let{texts:n}=e,r=t.by_kind===null?t.by??n.say(`incident.the_desk`):ct(e,{by:t.by,by_kind:t.by_kind}),i=t.room??t.floor??n.say(`incident.somewhere`),a={by:r,room:t.word===`near`?n.say(`incident.near`,{room:i}):i,transmitter:t.transmitter??`–`,reason:t.reason??``,text:ni(e,t),step:t.step??``,steps:t.steps??``,level:t.level??``,how:O(e,`incident.disposition_${t.disposition??`real`}`),endpoint:t.endpoint??`–`,answer:O(e,`incident.answer_${t.answer??`note`}`),primary:t.primary??`–`,because:O(e,`incident.because_${t.because??`late`}`)},o=t.type===`incident_escalated`&&t.by!==null?`escalated_by`:t.type,s=n.find(`incident.event_${o}`,a)??t.type,c=t.type===`incident_answered`&&t.text?` – “${t.text}”`:``,l=t.doubts.map(t=>O(e,`incident.doubt_${t}`));return`${s}${c}${l.length>0?` (${l.join(`, `)})`:``}`}var ii=o`
  summary {
    padding-block: 12px;
    cursor: pointer;
    color: var(--link);
  }
  pre {
    margin: 0;
    padding: 8px;
    max-height: 40dvh;
    overflow: auto;
    border: 1px solid var(--line);
    white-space: pre-wrap;
    overflow-wrap: anywhere;
  }
`,ai=class extends P{static{this.styles=[M,ii]}#e=new A(this);render(){return this.console.may(`read_history`)?g`<section class="card" aria-labelledby="endpoints">
      <h2 id="endpoints">${this.t(`incident.endpoints`)}</h2>
      ${this.#t()}
      ${this.#e.error===void 0?y:g`<p class="error" role="alert">${this.#e.error}</p>`}
      ${this.#i()}
    </section>`:y}#t(){let{deliveries:e}=this;return e?e.length===0?g`<p class="quiet">${this.t(`incident.endpoints_none`)}</p>`:g`<ul class="plain">
        ${Zr(this.console,e).map(e=>g`<li>${this.#n(e)}</li>`)}
      </ul>
      <div class="actions">
        <button aria-disabled=${this.#e.busy} @click=${this.#a}>${this.t(`incident.show_sent`)}</button>
      </div>`:g`<p class="quiet">${this.t(`incident.endpoints_waiting`)}</p>`}#n(e){return g`<p>
        <strong>${e.endpoint}</strong
        >${e.backup?g` <span class="chip">${this.t(`incident.backup`)}</span>`:y}:
        ${ei(this.console,e,this.incident.answers)}
      </p>
      <details>
        <summary>${this.t(`incident.messages`,{n:e.deliveries.length})}</summary>
        <ul class="plain">
          ${e.deliveries.map(e=>g`<li>
                <span class="quiet">${this.format.seconds(e.at)}</span>
                ${this.#r(e.kind)}: ${$r(this.console,e)}
              </li>`)}
        </ul>
      </details>`}#r(e){return O(this.console,`incident.message_${e}`)}#i(){let{sent:e}=this;return g`<duress-dialog
      heading=${this.t(`incident.sent_heading`)}
      .open=${e!==void 0}
      @closed=${()=>this.sent=void 0}
    >
      ${e?.redacted?g`<p class="notice">${this.t(`incident.sent_redacted`)}</p>`:y}
      ${e?.deliveries.map(e=>g`<div>
            <h3>${this.format.seconds(e.at)} ${e.endpoint??``}: ${this.#r(e.kind)}</h3>
            <p class="quiet">${e.content_type}</p>
            <pre tabindex="0">${e.body??this.t(`incident.sent_unreadable`)}</pre>
          </div>`)}
    </duress-dialog>`}async#a(){let{incident_id:e}=this.incident;await this.#e.run(async()=>{this.sent=await this.console.ask(`duress/deliveries`,{incident_id:e})})}};N([S({attribute:!1})],ai.prototype,`incident`,void 0),N([S({attribute:!1})],ai.prototype,`deliveries`,void 0),N([C()],ai.prototype,`sent`,void 0),ai=N([x(`duress-incident-deliveries`)],ai);function oi(e){return e.normalize(`NFD`).replace(/\p{M}/gu,``).toLowerCase()}function si(e,...t){let n=oi(e).split(/\s+/).filter(Boolean);if(n.length===0)return!0;let r=oi(t.join(` `));return n.every(e=>r.includes(e))}var ci=8,li=o`
  :host {
    display: block;
    position: relative;
  }
  ul {
    position: absolute;
    z-index: 3;
    inset-inline: 0;
    margin: 4px 0 0;
    padding: 4px;
    list-style: none;
    border: 1px solid var(--edge);
    border-radius: 8px;
    background: var(--paper);
    box-shadow: 0 4px 12px rgba(0, 0, 0, 0.3);
  }
  li {
    display: flex;
    flex-wrap: wrap;
    justify-content: space-between;
    gap: 0 12px;
    align-items: center;
    min-height: var(--touch);
    padding: 4px 12px;
    border-radius: 6px;
    cursor: pointer;
  }
  li[aria-selected="true"] {
    background: var(--calm);
    color: var(--on-strong);
  }
  li[aria-selected="true"] .quiet {
    color: inherit;
  }
  li.more {
    cursor: default;
  }
`,q=class extends P{constructor(...e){super(...e),this.label=``,this.options=[],this.creating=``,this.open=!1,this.active=0}static{this.styles=[M,li]}render(){let e=this.open?this.#n():[],t=e[this.active];return g`<label>
        ${this.label}
        <input
          role="combobox"
          autocomplete="off"
          spellcheck="false"
          aria-autocomplete="list"
          aria-expanded=${this.open}
          aria-controls="list"
          aria-activedescendant=${t===void 0?y:`option-${this.active}`}
          .value=${this.typed??this.#e(this.value)}
          @input=${this.#a}
          @keydown=${this.#o}
          @focus=${()=>this.input.select()}
          @click=${()=>this.open=!0}
          @blur=${this.#s}
        />
      </label>
      <ul id="list" role="listbox" aria-label=${this.label} ?hidden=${!this.open||e.length===0}>
        ${e.map((e,t)=>this.#i(e,t))}
        ${this.#r()>0&&this.open?g`<li class="quiet more" role="presentation">${this.t(`common.more_matches`,{n:this.#r()})}</li>`:y}
      </ul>
      <span class="hidden" role="status"
        >${this.open&&this.typed!==void 0?this.t(`common.matches`,{n:this.#t().length}):y}</span
      >`}focus(){this.input.focus()}clear(){this.value=void 0,this.typed=void 0,this.open=!1}#e(e){return this.options.find(t=>t.value===e)?.label??``}#t(){let e=this.typed??``;return this.options.filter(t=>si(e,t.label,t.more))}#n(){let e=this.#t().slice(0,ci),t=this.typed?.trim()??``;return this.creating===``||t===``?e:[...e,{value:``,label:this.creating.replace(`{text}`,t)}]}#r(){return Math.max(0,this.#t().length-ci)}#i(e,t){return g`<li
      id="option-${t}"
      role="option"
      aria-selected=${t===this.active}
      @mousedown=${e=>e.preventDefault()}
      @click=${()=>this.#c(e)}
    >
      <span>${e.label}</span
      >${e.more===void 0?y:g`<span class="quiet">${e.more}</span>`}
    </li>`}#a(){this.typed=this.input.value,this.active=0,this.open=!0,this.value!==void 0&&this.#l(void 0,void 0)}#o(e){let t=this.open?this.#n():[],n={ArrowDown:1,ArrowUp:-1}[e.key];if(n!==void 0){e.preventDefault(),this.active=this.open?Math.max(0,Math.min(t.length-1,this.active+n)):0,this.open=!0;return}let r=t[this.active];e.key===`Enter`&&r!==void 0?(e.preventDefault(),this.#c(r)):e.key===`Escape`&&this.open&&(e.preventDefault(),e.stopPropagation(),this.open=!1)}#s(){let[e,t]=this.#t();this.open&&this.typed?.trim()&&e!==void 0&&t===void 0&&this.#c(e),this.open=!1}#c(e){let t=e.value===``?this.typed?.trim():void 0;this.typed=t,this.open=!1,this.#l(e.value===``?void 0:e.value,t)}#l(e,t){this.value=e,this.dispatchEvent(new CustomEvent(`chosen`,{detail:{value:e,created:t}}))}};N([S()],q.prototype,`label`,void 0),N([S({attribute:!1})],q.prototype,`options`,void 0),N([S()],q.prototype,`creating`,void 0),N([S({attribute:!1})],q.prototype,`value`,void 0),N([C()],q.prototype,`typed`,void 0),N([C()],q.prototype,`open`,void 0),N([C()],q.prototype,`active`,void 0),N([w(`input`)],q.prototype,`input`,void 0),q=N([x(`duress-choice`)],q);var ui=class extends P{static{this.styles=[M,o`
      .form {
        display: grid;
        gap: var(--gap);
        margin-top: var(--gap);
      }
      summary {
        min-height: var(--touch);
        align-content: center;
        cursor: pointer;
      }
      summary h2 {
        display: inline;
      }
    `]}#e=new A(this);#t=``;willUpdate(e){e.has(`incident`)&&this.#t!==this.incident.incident_id&&(this.#t=this.incident.incident_id,this.press=this.room=this.noted=void 0)}render(){let{incident:e}=this;return e.state===`raised`||!this.console.may(`add_evidence`)||e.latest.length===0?y:g`<details class="card" ?open=${!D(e)}>
      <summary><h2>${this.t(`incident.really`)}</h2></summary>
      <p class="quiet">${this.t(`incident.really_long`)}</p>
      <div class="form">
        ${e.latest.length>1?this.#r():y} ${this.#a()}
        ${this.#e.error===void 0?y:g`<p class="error" role="alert">${this.#e.error}</p>`}
        <div role="status">
          ${this.noted===void 0?y:g`<p>${this.t(`incident.really_noted`,{room:this.noted.room})}</p>`}
        </div>
      </div>
    </details>`}get#n(){let{latest:e}=this.incident;return e.find(e=>e.press_id===this.press)??e[0]}#r(){return g`<label
      >${this.t(`incident.really_press`)}
      <select @change=${e=>this.#i(e.target.value)}>
        ${this.incident.latest.map(e=>{let[t=e.transmitter]=st([e],this.names??null),n=e.room??e.floor??this.t(`incident.somewhere`),r=this.t(`incident.press_row`,{at:this.format.seconds(e.at),who:t,where:n});return g`<option value=${e.press_id} ?selected=${e===this.#n}>${r}</option>`})}
      </select></label
    >`}#i(e){this.press=e,this.room=void 0,this.noted=void 0}#a(){let e=this.room??this.#n?.room_id??void 0;return g`<duress-choice
        label=${this.t(`incident.really_room`)}
        .options=${this.#o()}
        .value=${e}
        @chosen=${e=>{this.room=e.detail.value,this.noted=void 0}}
      ></duress-choice>
      <div class="actions">
        <button
          class="strong"
          aria-disabled=${this.#e.busy}
          ?disabled=${e===void 0}
          @click=${()=>this.#s(e)}
        >
          ${this.t(`incident.really_note`)}
        </button>
      </div>`}#o(){let{areas:e,floors:t}=this.console.home,n=Object.values(e).map(({area_id:e,name:n,floor_id:r})=>{let i=r===null?void 0:t[r]?.name;return{value:e,label:n,...i===void 0?{}:{more:i}}}),{compare:r}=new Intl.Collator(this.console.home.language,{numeric:!0});return n.sort((e,t)=>r(e.label,t.label))}async#s(e){let t=this.#n;if(e===void 0||t===void 0)return;let{incident_id:n}=this.incident,r={site:this.console.site.site,incident_id:n,press_id:t.press_id,room:e};await this.#e.run(async()=>this.noted=await this.console.act(`add_evidence`,r))}};N([S({attribute:!1})],ui.prototype,`incident`,void 0),N([S({attribute:!1})],ui.prototype,`names`,void 0),N([C()],ui.prototype,`press`,void 0),N([C()],ui.prototype,`room`,void 0),N([C()],ui.prototype,`noted`,void 0),ui=N([x(`duress-incident-evidence`)],ui);var di=o`
  .card {
    gap: 6px;
    border-inline-start: 8px solid var(--calm);
  }
  .card.urgent {
    border-color: var(--alarm);
    border-width: 2px 2px 2px 8px;
  }
  .band {
    padding: 6px 12px;
    background: var(--warn);
    color: var(--on-strong);
    font-weight: 700;
    letter-spacing: 0.02em;
    border: 2px dashed var(--on-strong);
  }
  .head {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 4px 12px;
  }
  h1:focus {
    outline: none;
  }
  .where {
    font-size: 2rem;
    line-height: 1.15;
    font-weight: 700;
    overflow-wrap: anywhere;
  }
  .who {
    font-size: 1.4rem;
    line-height: 1.25;
    font-weight: 600;
    overflow-wrap: anywhere;
  }
  .since {
    font-variant-numeric: tabular-nums;
  }
  .since strong {
    font-size: 1.4rem;
  }
  .standing {
    font-weight: 600;
    font-variant-numeric: tabular-nums;
    min-height: 3em;
  }
  .stale {
    color: var(--warn-ink);
    font-weight: 600;
  }
  dl,
  dd {
    margin: 0;
  }
  dl {
    display: grid;
    gap: 6px;
  }
`,fi=43200,pi=class extends P{constructor(...e){super(...e),this.now=0}static{this.styles=[M,di]}render(){let{incident:e,now:t,console:n}=this,r=e.mode===`live`&&E(e),i=t-e.raised_at<fi?this.format.seconds(e.raised_at):this.format.dateTime(e.raised_at);return g`<section class="card ${r?`urgent`:``}" aria-labelledby="title">
      ${this.#e()}
      <div class="head">
        <h1 id="title" tabindex="-1">${O(n,`incident.kind_${e.kind}`)}</h1>
        <span class="chip ${r?`alarm`:``}">${this.t(`incident.state_${e.state}`)}</span>
        <span class="quiet">${this.t(`incident.number`,{number:String(e.number)})}</span>
        ${this.oldSince===void 0?y:g`<span
                class="chip warn"
                title=${this.t(`incident.old_long`,{at:this.format.seconds(this.oldSince)})}
                >${this.t(`incident.old`,{at:this.format.seconds(this.oldSince)})}</span
              >`}
      </div>
      <dl>
        <div>
          <dt class="hidden">${this.t(`incident.where`)}</dt>
          <dd class="where">${rt(n,e.place)}</dd>
          <dd>${[it(n,e.place),at(n,e.place)].filter(Boolean).join(` · `)}</dd>
        </div>
        <div>
          <dt class="hidden">${this.t(`incident.who`)}</dt>
          ${this.#t()}
        </div>
        <div>
          <dt class="hidden">${this.t(`incident.since`)}</dt>
          <dd class="since">
            <strong>${this.format.clock(pt(e,t))}</strong>
            ${this.t(`incident.since_at`,{at:i})}
          </dd>
        </div>
      </dl>
      <p class="standing">${dt(n,e,t)}</p>
      ${this.#n()} ${this.#r()}
    </section>`}takeFocus(){this.renderRoot.querySelector(`h1`)?.focus()}#e(){let{mode:e}=this.incident;return e===`live`?this.console.site.demo?g`<p class="band">${this.t(`incident.band_demo`)}</p>`:y:g`<p class="band">${this.t(`incident.band_${e}`)}</p>`}#t(){let{incident:e,names:t}=this,n=st(e.latest,t??null),r=this.format.list(n.slice(0,2)),i=n.length-2,a=i>0?this.t(`incident.more_people`,{names:n.slice(0,2).join(`, `),n:i}):r,o=[...new Set(e.latest.map(e=>e.transmitter))].slice(0,3).join(`, `),s=e.latest.some(e=>t?.[e.press_id]!==void 0),c=o;return!s&&this.console.may(`read_names`)?c=this.t(t===void 0?`incident.waiting_name`:`incident.no_name`):s||(c=``),g`<dd class="who">${a}</dd>
      ${c===``?y:g`<dd class="quiet">${c}</dd>`}`}#n(){let{incident:e,now:t}=this;if(!D(e))return y;let n=t-e.located_at>30,r={age:this.format.ago(Math.min(e.located_at,t),t)},i=e.original_place.room??e.original_place.floor??this.t(`incident.somewhere`);return g`<p class=${n?`stale`:`quiet`}>
      ${this.t(n?`incident.place_stale`:`incident.place_age`,r)}
      ${ot(e)?this.t(`incident.moved`,{room:i}):y}
    </p>`}#r(){let e=this.incident.doubts.map(e=>O(this.console,`incident.doubt_${e}`));return e.length===0?y:g`<p class="stale">${this.t(`incident.doubts`,{doubts:this.format.list(e)})}</p>`}};N([S({attribute:!1})],pi.prototype,`incident`,void 0),N([S({attribute:!1})],pi.prototype,`names`,void 0),N([S({attribute:!1})],pi.prototype,`now`,void 0),N([S({attribute:!1})],pi.prototype,`oldSince`,void 0),pi=N([x(`duress-incident-facts`)],pi);var mi=class extends P{#e=new A(this);render(){let{notes:e}=this.incident;return e===null?y:g`<section class="card" aria-labelledby="notes">
      <h2 id="notes">${this.t(`incident.notes`)}</h2>
      ${e.length===0?g`<p class="quiet">${this.t(`incident.notes_none`)}</p>`:y}
      <ol class="plain">
        ${e.map(e=>g`<li><span class="quiet">${this.format.seconds(e.at)} ${e.by}:</span> ${e.text}</li>`)}
      </ol>
      ${this.console.may(`handle_incidents`)&&this.incident.state!==`closed`?this.#t():y}
    </section>`}#t(){return g`<form class="card" @submit=${this.#n}>
      <label>
        ${this.t(`incident.note`)}
        <textarea name="text" rows="2" maxlength="1000" required></textarea>
      </label>
      ${this.#e.error===void 0?y:g`<p class="error" role="alert">${this.#e.error}</p>`}
      <button aria-disabled=${this.#e.busy}>${this.t(`incident.add_note`)}</button>
    </form>`}async#n(e){e.preventDefault();let t=e.target,n=this.renderRoot.querySelector(`textarea`)?.value??``,{incident_id:r}=this.incident;await this.#e.run(()=>this.console.act(`add_note`,{incident_id:r,text:n}))&&t.reset()}};N([S({attribute:!1})],mi.prototype,`incident`,void 0),mi=N([x(`duress-incident-notes`)],mi);var hi=o`
  :host {
    display: grid;
    gap: var(--gap);
  }
  ul {
    margin: 0;
    padding-inline-start: 20px;
  }
`,gi=class extends P{static{this.styles=[M,hi]}render(){return g`${this.#r()} ${this.#e()} ${this.#t()}`}#e(){let{incident:e}=this,t=this.told?.located_at===e.located_at&&this.told.presses===e.presses&&this.told?this.told:e,n=e.place.others;return g`<section class="card" aria-labelledby="why">
      <h2 id="why">${this.t(`incident.why`)}</h2>
      <p>${t.place.why}</p>
      ${ot(e)?g`<p>${this.t(`incident.first_place`,{why:t.original_place.why})}</p>`:y}
      ${n.length===0?y:g`<h3>${this.t(`incident.runners_up`)}</h3>
              <ul>
                ${n.map(e=>{let t=this.format.percent(e.probability);return g`<li>${this.t(`incident.share_of`,{room:e.room,share:t})}</li>`})}
              </ul>`}
    </section>`}#t(){let{incident:e}=this,t=e.presses-e.latest.length;return g`<section class="card" aria-labelledby="presses">
      <h2 id="presses">${this.t(`incident.presses`)}</h2>
      <ul class="plain">
        ${[...e.latest].reverse().map(e=>g`<li>${this.#n(e)}</li>`)}
        ${t>0?g`<li class="quiet">${this.t(`incident.presses_more`,{n:t})}</li>`:y}
      </ul>
    </section>`}#n(e){let[t=e.transmitter]=st([e],this.names??null),n=e.room??e.floor??this.t(`incident.somewhere`),r=e.word===`near`&&e.room!==null?this.t(`incident.near`,{room:n}):n,i=this.t(`incident.press_row`,{at:this.format.seconds(e.at),who:t,where:r}),a=e.doubts.map(e=>O(this.console,`incident.doubt_${e}`));return a.length===0?i:`${i} (${a.join(`, `)})`}#r(){let e=ut(this.console,this.incident);return g`<section class="card" aria-labelledby="people">
      <h2 id="people">${this.t(`incident.people`)}</h2>
      ${e.length===0?g`<p class="quiet">${this.t(`incident.people_none`)}</p>`:y}
      <ul class="plain">
        ${e.map(e=>g`<li>
              <strong>${e.name}</strong>: ${this.t(`incident.doing_${e.doing}`)}
              <span class="quiet">(${this.format.seconds(e.at)})</span>
            </li>`)}
      </ul>
    </section>`}};N([S({attribute:!1})],gi.prototype,`incident`,void 0),N([S({attribute:!1})],gi.prototype,`names`,void 0),N([S({attribute:!1})],gi.prototype,`told`,void 0),gi=N([x(`duress-incident-place`)],gi);var _i={acknowledge:`handle_incidents`,respond:`handle_incidents`,arrive:`handle_incidents`,clear:`end_incidents`,close:`end_incidents`,cancel:`cancel_incidents`,escalate:`raise_incidents`,confirm:`confirm_incidents`};function vi(e){return e===`clear`||e===`cancel`||e===`close`}var yi={acknowledged:[],responding:[`respond`],on_scene:[`respond`,`arrive`]};function bi(e,t){let n=e.home.user?.name;return ut(e,t).find(e=>e.name===n)?.doing}function xi(e,t){let n=yi[bi(e,t)??`acknowledged`],r=Si(t).filter(t=>e.may(_i[t])&&!n.includes(t)),i=Ci(e,t).find(e=>r.includes(e));return{next:i,others:r.filter(e=>e!==i)}}function Si(e){if(e.state===`closed`)return[];if(e.state===`resolved`)return[`close`];let t=e.confirmation===`waiting`?[`confirm`]:[],n=E(e)?[`acknowledge`]:[],r=e.state===`raised`?[]:[`respond`,`arrive`,`clear`];return[...n,...t,...r,`escalate`,`cancel`]}function Ci(e,t){if(!D(t))return[`close`];if(E(t))return[`acknowledge`];let n=bi(e,t);return n===`on_scene`?[`clear`]:n===`responding`?[`arrive`]:t.state===`on_scene`?[`clear`,`respond`]:[`respond`]}var wi=o`
  form {
    display: grid;
    gap: var(--gap);
  }
  fieldset {
    border: 0;
    margin: 0;
    padding: 0;
  }
`,Ti=class extends P{constructor(...e){super(...e),this.busy=!1}static{this.styles=[M,wi]}willUpdate(e){e.has(`act`)&&(this.error=void 0,this.busy=!1)}render(){let{act:e}=this;return g`<duress-dialog
      heading=${e===void 0?``:this.t(`incident.heading_${e}`)}
      .open=${e!==void 0}
      @closed=${()=>this.dispatchEvent(new CustomEvent(`closed`))}
    >
      ${e===void 0?y:this.#e(e)}
    </duress-dialog>`}#e(e){return g`<form @submit=${this.#i}>
      <p>${this.t(`incident.hint_${e}`)}</p>
      ${e===`cancel`?this.#t():y}
      <label>
        ${this.t(`incident.reason`)}
        <textarea name="reason" rows="2" maxlength="300" required @keydown=${this.#r}></textarea>
      </label>
      <div class="actions">
        <button type="button" @click=${()=>this.#n(this.t(`incident.example_${e}`))}>
          ${this.t(`incident.example_${e}`)}
        </button>
      </div>
      ${this.error===void 0?y:g`<p class="error" role="alert">${this.error}</p>`}
      <div class="actions">
        <button id="do" class="strong" aria-disabled=${this.busy}>${this.t(`incident.do_${e}`)}</button>
        <button type="button" @click=${()=>this.dispatchEvent(new CustomEvent(`closed`))}>
          ${this.t(`incident.back`)}
        </button>
      </div>
    </form>`}#t(){let e=(e,t)=>g`<label class="row"
        ><input
          type="radio"
          name="disposition"
          value=${e}
          ?checked=${t}
        />${this.t(`incident.as_${e}`)}</label
      >`;return g`<fieldset>
      <legend>${this.t(`incident.cancel_as`)}</legend>
      ${e(`cancelled`,!0)} ${e(`false_alarm`,!1)}
    </fieldset>`}#n(e){this.field!==null&&(this.field.value=e,this.submit?.focus())}#r(e){e.key!==`Enter`||e.shiftKey||e.isComposing||(e.preventDefault(),this.field?.form?.requestSubmit())}#i(e){if(e.preventDefault(),this.act===void 0||this.busy)return;let t=new FormData(e.target),n=this.field?.value.trim()??``;if(n===``){this.error=this.t(`incident.reason_missing`);return}this.busy=!0;let r=t.get(`disposition`),i={act:this.act,reason:n,done:e=>{this.busy=!1,this.error=e},...r===null?{}:{disposition:r}};this.dispatchEvent(new CustomEvent(`given`,{detail:i}))}};N([S({attribute:!1})],Ti.prototype,`act`,void 0),N([C()],Ti.prototype,`error`,void 0),N([C()],Ti.prototype,`busy`,void 0),N([w(`textarea`)],Ti.prototype,`field`,void 0),N([w(`#do`)],Ti.prototype,`submit`,void 0),Ti=N([x(`duress-reason-dialog`)],Ti);var Ei=o`
  .bar {
    display: grid;
    gap: 8px;
  }
  .bar button {
    width: 100%;
    min-height: 64px;
    font-size: 1.35rem;
    font-weight: 700;
  }
  .hint {
    min-height: 1.5em;
  }
  .busy button {
    opacity: 0.6;
    cursor: default;
  }
  @media (max-width: 700px) {
    .bar {
      position: fixed;
      inset-inline: 0;
      bottom: 0;
      z-index: 3;
      padding: 12px 12px calc(12px + env(safe-area-inset-bottom, 0px));
      background: var(--paper);
      border-top: 1px solid var(--edge);
    }
    .hint {
      display: none;
    }
  }
`,Di=600,Oi=class extends P{constructor(...e){super(...e),this.now=0,this.#e=new A(this),this.#t=``,this.#n=!1,this.#r=-1/0,this.#d=e=>{e.key.toLowerCase()===`a`&&!e.repeat&&this.#l&&(e.ctrlKey||e.altKey||e.metaKey||e.shiftKey||ki(e)||xi(this.console,this.incident).next===`acknowledge`&&(e.preventDefault(),e.stopImmediatePropagation(),this.#f(`acknowledge`)))}}static{this.styles=[M,Ei]}#e;#t;#n;#r;connectedCallback(){super.connectedCallback(),window.addEventListener(`keydown`,this.#d,{capture:!0})}disconnectedCallback(){super.disconnectedCallback(),window.removeEventListener(`keydown`,this.#d,{capture:!0})}willUpdate(){this.#n=!!this.shadowRoot?.activeElement;let e=`${this.incident.incident_id} ${xi(this.console,this.incident).next??``}`;e!==this.#t&&(this.#t!==``&&(this.#r=performance.now(),setTimeout(()=>this.requestUpdate(),Di)),this.#t=e)}updated(){this.#n&&setTimeout(()=>{this.isConnected&&document.activeElement===document.body&&(this.button===null?this.dispatchEvent(new CustomEvent(`ended`)):this.button.focus())})}render(){let{next:e,others:t}=xi(this.console,this.incident);return g`<div class="bar ${this.#e.busy?`busy`:``}">
        ${this.#e.error===void 0||this.reasoning!==void 0?y:g`<p class="error" role="alert">${this.#e.error}</p>`}
        ${e===void 0?this.#o():this.#i(e)}
      </div>
      ${this.#s()}
      ${t.length===0?y:g`<section class="card" aria-labelledby="more">
              <h2 id="more">${this.t(`incident.more`)}</h2>
              <div class="actions">${t.map(e=>this.#a(e))}</div>
            </section>`}
      <duress-reason-dialog .act=${this.reasoning} @given=${this.#p} @closed=${()=>this.reasoning=void 0}>
      </duress-reason-dialog>`}takeFocus(){return xi(this.console,this.incident).next===`acknowledge`&&(this.button?.focus(),this.button!==null)}#i(e){let t=e===`acknowledge`,n=t&&this.#l;return g`<button
        id="next"
        class=${t?`alarm`:`strong`}
        aria-keyshortcuts=${n?`a`:y}
        aria-disabled=${this.#u}
        @click=${()=>this.#f(e)}
      >
        ${this.#c(e)}
      </button>
      <p class="hint quiet">${n?this.t(`incident.key_hint`):y}</p>`}#a(e){return g`<button aria-disabled=${this.#u} @click=${()=>this.#f(e)}>${this.#c(e)}</button>`}#o(){return this.incident.state===`closed`||this.console.may(`handle_incidents`)?y:g`<p>${this.t(`incident.look_only`)}</p>`}#s(){if(this.incident.confirmation!==`waiting`||this.incident.told_at===null)return y;let e=this.format.clock(Math.ceil(this.incident.told_at-this.now));return g`<p class="notice">${this.t(`incident.waiting_confirmation`,{time:e})}</p>`}#c(e){let t=ut(this.console,this.incident).some(e=>e.doing!==`acknowledged`);return e===`respond`&&t?this.t(`incident.act_respond_too`):this.t(`incident.act_${e}`)}get#l(){return this.console.home.enableShortcuts!==!1}get#u(){return this.#e.busy||performance.now()-this.#r<Di}#d;#f(e){this.#u||(vi(e)?this.reasoning=e:this.#m(e,{}))}#p(e){let{act:t,done:n,...r}=e.detail;this.#m(t,r).then(e=>{e&&(this.reasoning=void 0),n(e?void 0:this.#e.error)})}async#m(e,t){let{incident_id:n}=this.incident;return this.#e.run(async()=>{if(!this.console.home.connected)throw new Lt(this.t(`incident.no_connection`));await this.console.act(e,{incident_id:n,...t})})}};N([S({attribute:!1})],Oi.prototype,`incident`,void 0),N([S({attribute:!1})],Oi.prototype,`now`,void 0),N([C()],Oi.prototype,`reasoning`,void 0),N([w(`#next`)],Oi.prototype,`button`,void 0),Oi=N([x(`duress-incident-steps`)],Oi);function ki(e){return e.composedPath().some(e=>e instanceof HTMLElement&&(e.matches(`input, textarea, select, dialog, ha-dialog, [role=dialog]`)||e.isContentEditable))}var Ai=o`
  li {
    display: grid;
    grid-template-columns: 6.5em 1fr;
    gap: 8px;
    padding-block: 4px;
    border-bottom: 1px solid var(--line);
    overflow-wrap: anywhere;
  }
  time {
    font-variant-numeric: tabular-nums;
  }
`,ji=class extends P{static{this.styles=[M,Ai]}render(){return this.console.may(`read_history`)?g`<section class="card" aria-labelledby="timeline">
      <h2 id="timeline">${this.t(`incident.timeline`)}</h2>
      ${this.timeline?y:g`<p class="quiet">${this.t(`incident.timeline_waiting`)}</p>`}
      <ol class="plain">
        ${this.timeline?.map(e=>g`<li>
              <time datetime=${(/* @__PURE__ */ new Date(e.at*1e3)).toISOString()}>${this.format.seconds(e.at)}</time>
              <span>${ri(this.console,e)}</span>
            </li>`)}
      </ol>
    </section>`:y}};N([S({attribute:!1})],ji.prototype,`timeline`,void 0),ji=N([x(`duress-incident-timeline`)],ji);var Mi=class extends P{constructor(...e){super(...e),this.rehearsals=[],this.#e=new A(this)}#e;render(){return g`${this.rehearsals.map(e=>this.#t(e))}
      <duress-dialog
        heading=${this.t(`incident.real_heading`)}
        .open=${this.asked!==void 0}
        @closed=${()=>this.asked=void 0}
      >
        <p>${this.t(`incident.real_hint`)}</p>
        ${this.#e.error===void 0?y:g`<p class="error" role="alert">${this.#e.error}</p>`}
        <div slot="actions" class="actions">
          <button class="alarm" aria-disabled=${this.#e.busy} @click=${this.#n}>
            ${this.t(`incident.do_real`)}
          </button>
          <button @click=${()=>this.asked=void 0}>${this.t(`incident.back`)}</button>
        </div>
      </duress-dialog>`}#t(e){let t={until:this.format.time(e.until)};return g`<div class="notice">
      <p>${this.t(`incident.rehearsal_${e.kind}`,t)}</p>
      ${this.console.may(`raise_incidents`)?g`<button class="alarm" @click=${()=>this.asked=e}>${this.t(`incident.act_real`)}</button>`:y}
    </div>`}async#n(){let e=this.asked?.rehearsal_id,t={site:this.console.site.site,rehearsal_id:e};await this.#e.run(()=>this.console.act(`this_is_real`,t))&&(this.asked=void 0,this.dispatchEvent(new CustomEvent(`declared`)))}};N([S({attribute:!1})],Mi.prototype,`rehearsals`,void 0),N([C()],Mi.prototype,`asked`,void 0),Mi=N([x(`duress-rehearsal-notice`)],Mi);function Ni(e,t,n,r){if(t.incident_id!==n.incident_id)return;let i=rt(e,n.place),a=n.latest.at(-1);if(n.presses>t.presses&&a!==void 0){let[t=a.transmitter]=st([a],r);return e.texts.say(`incident.news_press`,{who:t,where:i})}return t.state!==n.state||t.attended!==n.attended?dt(e,n,n.escalates_at??0):i===rt(e,t.place)?void 0:e.texts.say(`incident.news_place`,{where:i})}var Pi=o`
  .top {
    display: grid;
    gap: var(--gap);
  }
  .page {
    padding-bottom: 16px;
  }
  @media (min-width: 900px) {
    .top {
      grid-template-columns: minmax(0, 3fr) minmax(280px, 2fr);
      align-items: start;
    }
  }
  @media (max-width: 700px) {
    .page {
      padding-bottom: 110px;
    }
  }
  .column {
    display: grid;
    gap: var(--gap);
  }
  .real {
    display: block;
    padding: 11px 12px;
    border-radius: 8px;
    background: var(--alarm);
    color: var(--on-strong);
    font-weight: 500;
    text-decoration: none;
  }
  .real span {
    text-decoration: underline;
  }
  nav a {
    display: inline-flex;
    align-items: center;
    min-height: var(--touch);
  }
`,Fi=class extends P{constructor(...e){super(...e),this.incidentId=``,this.alone=!1,this.#e=new B(this),this.#t=tt(this),this.#n=new T(this,`duress/incident`,()=>({incident_id:this.incidentId,language:this.console.texts.language})),this.#a=0,this.#o=``,this.#s=``,this.#c=!1,this.#g=()=>{this.#c=!0,this.requestUpdate()}}static{this.styles=[M,Pi]}#e;#t;#n;#r;#i;#a;#o;#s;#c;render(){return this.#p(),this.#r===void 0?g`<div class="page">${z(this.console,this.#n,()=>this.#y())}</div>`:this.#h(this.#r)}updated(){let e=this.#u;this.#c&&e!==void 0?(this.#c=!1,L(I(`incident`,e.incident_id),!0)):this.#r!==void 0&&this.#s!==this.incidentId&&(this.#s=this.incidentId,this.#m())}get#l(){return this.#t.message?.incidents.find(e=>e.incident_id===this.incidentId)??this.#n.message?.incident??void 0}get#u(){if(this.#r!==void 0)return et(this.#t.message?.incidents??[]).find(e=>e.incident_id!==this.incidentId&&e.mode===`live`&&E(e))}get#d(){return this.#n.message?.names??null}get#f(){return!this.console.home.connected||this.#t.standing!==`told`}#p(){this.#i!==this.#t.message&&(this.#i=this.#t.message,this.#a=this.#e.now);let e=this.#l;if(e===void 0){this.#r?.incident_id!==this.incidentId&&(this.#r=void 0);return}let t=this.#r,n=t?.incident_id!==e.incident_id;t===void 0||n?this.#o=``:t!==e&&(this.#o=Ni(this.console,t,e,this.#d)??this.#o),this.#r=e}async#m(){await this.steps?.updateComplete,this.steps?.takeFocus()!==!0&&this.facts?.takeFocus()}#h(e){let t=this.#t.message,n=this.#n.message,r=Qe(t,this.#e.now),i=e.mode===`live`?[]:t?.rehearsals??[];return g`<article class="page">
      <p class="hidden" aria-live="polite">${this.#o}</p>
      ${this.#_(r)}
      <div class="top">
        <div class="column">
          <duress-incident-facts
            .incident=${e}
            .names=${n?.names}
            .now=${r}
            .oldSince=${this.#f?this.#a:void 0}
          ></duress-incident-facts>
          ${D(e)?g`<duress-gap-notice flush page="incident" alarm></duress-gap-notice>`:y}
        </div>
        <duress-incident-steps
          .incident=${e}
          .now=${r}
          @ended=${()=>this.facts?.takeFocus()}
        ></duress-incident-steps>
      </div>
      ${this.#v(t)}
      ${i.length===0?y:g`<duress-rehearsal-notice
              .rehearsals=${i}
              @declared=${this.#g}
            ></duress-rehearsal-notice>`}
      <div class="columns">
        <duress-incident-place
          .incident=${e}
          .names=${this.#d}
          .told=${n?.incident}
        ></duress-incident-place>
        <div class="column">
          ${e.checklist.length===0?y:g`<duress-incident-checklist .incident=${e}></duress-incident-checklist>`}
          <duress-incident-notes .incident=${e}></duress-incident-notes>
          <duress-incident-deliveries .incident=${e} .deliveries=${n?.deliveries}></duress-incident-deliveries>
        </div>
      </div>
      <duress-incident-evidence .incident=${e} .names=${this.#d}></duress-incident-evidence>
      <duress-incident-timeline .timeline=${n?.timeline}></duress-incident-timeline>
    </article>`}#g;#_(e){let t=this.#u;if(t===void 0)return y;let n=I(`incident`,t.incident_id);return g`<a class="real" href=${n} @click=${e=>R(e,n)}>
      <strong>${this.t(this.#r?.mode===`live`?`incident.another_waits`:`incident.real_waits`)}</strong>
      ${mt(this.console,t,e)}
      <span>${this.t(`incident.show`)}</span>
    </a>`}#v(e){let t=e?.incidents.filter(e=>e.incident_id!==this.incidentId).length??0,n=t>0?this.t(`incident.others`,{n:t}):this.t(`incident.all`);if(t===0&&this.alone&&!this.console.may(`read_history`))return y;let r=I(`incident`,`all`);return g`<nav aria-label=${this.t(`incident.title`)}>
      <a href=${r} @click=${e=>R(e,r)}>${n}</a>
    </nav>`}#y(){let e=I(`incident`,`all`);return g`<h1>${this.t(`incident.title`)}</h1>
      <p class="notice">${this.t(`incident.unknown`)}</p>
      <nav aria-label=${this.t(`incident.title`)}>
        <a href=${e} @click=${t=>R(t,e)}>${this.t(`incident.all`)}</a>
      </nav>`}};N([S({attribute:!1})],Fi.prototype,`incidentId`,void 0),N([S({type:Boolean})],Fi.prototype,`alone`,void 0),N([w(`duress-incident-steps`)],Fi.prototype,`steps`,void 0),N([w(`duress-incident-facts`)],Fi.prototype,`facts`,void 0),Fi=N([x(`duress-incident-view`)],Fi);var Ii=class extends F{#e=tt(this);#t;render(){let e=this.#e.message?.incidents??[],t=this.path[0]??this.#n(e);return t!==void 0&&t!==`all`?g`<duress-incident-view
        .incidentId=${t}
        ?alone=${this.path[0]===void 0}
      ></duress-incident-view>`:z(this.console,this.#e,e=>this.#r(e))}#n(e){return this.path.length>0?this.#t=void 0:e.length===1&&(this.#t=e[0]?.incident_id),this.#t}#r(e){return g`<div class="page">
      <h1>${this.t(`incident.title`)}</h1>
      <duress-gap-notice flush page="incident" ?alarm=${e.incidents.some(D)}></duress-gap-notice>
      ${e.rehearsals.length===0?y:g`<duress-rehearsal-notice .rehearsals=${e.rehearsals}></duress-rehearsal-notice>`}
      ${e.incidents.length===0?g`<p role="status">${this.t(`incident.none`)}</p>`:y}
      <duress-incident-list .message=${e} .incidents=${et(e.incidents)}></duress-incident-list>
      ${this.console.may(`read_history`)?g`<duress-closed-incidents></duress-closed-incidents>`:y}
    </div>`}};Ii=N([x(`duress-incident-page`)],Ii);function Li(e,t=()=>({})){return new T(e,`duress/coverage`,()=>{let n=t();return n===void 0?void 0:{language:e.console.home.language,...n}})}var Ri=class{#e=typeof ResizeObserver>`u`?void 0:new ResizeObserver(()=>this.#n());#t;constructor(e,t){this.wanted=t,e.addController(this)}hostUpdated(){let e=this.wanted();if(e!==void 0){for(let t of[e.row,...e.row.children])this.#e?.observe(t);e.part!==this.#t&&(this.#t=e.part,this.#n())}}hostDisconnected(){this.#e?.disconnect(),this.#t=void 0}#n(){let e=this.wanted();if(e===void 0)return;let{row:t,part:n}=e,r=Math.max(0,Math.min(n.offsetWidth,t.clientWidth-n.offsetWidth));t.scrollLeft+=n.getBoundingClientRect().left-t.getBoundingClientRect().left-r}},zi={proven:[`good`,`check`],old:[`warn`,`hourglass`],single_path:[`warn`,`line`],weak:[`warn`,`diamond`],not_walked:[`warn`,`ring`],failed:[`alarm`,`cross`],never_proven:[`alarm`,`triangle`]},Bi={room:[`good`,`check`],floor:[`warn`,`line`],other_room:[`warn`,`diamond`],other_floor:[`alarm`,`triangle`],unheard:[`alarm`,`cross`]},Vi=Object.keys(zi);function Hi(e){return e.blind[0]??`proven`}function Ui(e,t){let[n,r]=zi[t];return{tone:n,shape:r,word:e.say(`map.coverage_${t}`)}}function Wi(e,t){return new Map(t.rooms.map(t=>[t.room_id,Ui(e,Hi(t))]))}function Gi(e,t){let[n,r]=Bi[t];return{tone:n,shape:r,word:e.say(`map.after_${t}`)}}function Ki(e,t){return new Map(t.rooms.map(t=>[t.room_id,Gi(e,t.after)]))}var qi=class{#e;#t;#n;constructor(e){this.host=e,this.busy=0,this.#e=/* @__PURE__ */ new Map,this.#t=/* @__PURE__ */ new Map,this.#n=Promise.resolve(),e.addController(this)}hostConnected(){this.error=void 0}spot(e,t,n){let r=this.#e.get(e.floor_id)?.get(t);return r===void 0||(r.revision??1/0)<=e.revision?n:r.spot}async place(e,t,n){return this.#r(e,t,n,{...Xi(t),...Zi(n)},`duress/map/place`)}async lift(e,t){return this.#r(e,t,void 0,Xi(t),`duress/map/unplace`)}async tell(e,t){let n;return await this.#i(e,async r=>{let i=await this.#o(`duress/map/fact`,e,r,t);return n=Sn(i.fact_id),i}),n}async forget(e,t){return this.#i(e,n=>this.#o(`duress/map/remove_fact`,e,n,{fact_id:t}))}async act(e,t){return this.#i(e,n=>this.#o(`duress/map/${t}`,e,n,{}))}async upload(e,t){if(t.size>8388608)return this.#a(this.host.console.texts.say(`map.too_large`));let{site:n}=this.host.console.site;return this.#i(e,async r=>{let i=`${Ji(n)}/${encodeURIComponent(e.floor_id)}?revision=${r}`;return Yi(this.host,i,t)})}async#r(e,t,n,r,i){let a=this.#e.get(e.floor_id)??/* @__PURE__ */ new Map,o={spot:n,revision:void 0};this.#e.set(e.floor_id,a.set(t,o));let s=await this.#i(e,async t=>{let n=await this.#o(i,e,t,{pins:[r]});return o.revision=n.revision,n});return!s&&a.get(t)===o&&a.delete(t)&&this.host.requestUpdate(),s}async#i(e,t){let n=e.floor_id;this.busy+=1,this.error=void 0,this.host.requestUpdate();let r=this.#n.then(async()=>{let r=Math.max(e.revision,this.#t.get(n)??0);this.#t.set(n,(await t(r)).revision)});this.#n=r.catch(()=>void 0);try{return await r,!0}catch(e){return this.#a(k(e))}finally{--this.busy,this.host.requestUpdate()}}#a(e){return this.error=e,this.host.requestUpdate(),!1}#o(e,t,n,r){return this.host.console.ask(e,{floor_id:t.floor_id,revision:n,...r})}};function Ji(e){return`/api/duress/plans/${encodeURIComponent(e)}`}async function Yi({console:e},t,n){let r=e.texts.language.startsWith(`es`)?`es`:`en`,i=`${t}${t.includes(`?`)?`&`:`?`}language=${r}`,a=n===void 0?{}:{method:`POST`,body:n},o=await e.home.fetchWithAuth(i,a);if(o.ok)return await o.json();throw new Lt((await o.json().catch(()=>({}))).message??e.texts.say(`map.http_failed`,{status:String(o.status)}))}function Xi(e){let t=e.slice(e.indexOf(`:`)+1);return e.startsWith(`room:`)?{room_id:t}:e.startsWith(`fact:`)?{fact_id:t}:{listener_id:t}}function Zi({x:e,y:t}){return{x:Number(e.toFixed(4)),y:Number(t.toFixed(4))}}var Qi=class extends P{constructor(...e){super(...e),this.done=!1,this.#e=new A(this),this.#i=async()=>{this.done=!1,await this.#e.run(async()=>{let e=await Yi(this,Ji(this.console.site.site)),t=new Blob([JSON.stringify(e,null,1)],{type:`application/json`}),n=document.createElement(`a`);n.href=URL.createObjectURL(t),n.download=`duress-plans.json`,n.click(),setTimeout(()=>URL.revokeObjectURL(n.href),1e4)})},this.#a=async e=>{let t=e.target,n=t.files?.[0];t.value=``,this.done=!1,this.file=n,n!==void 0&&await this.#e.run(async()=>this.preview=await this.#s(n,`?dry_run=1`))},this.#o=async()=>{let{file:e}=this;e!==void 0&&(this.done=await this.#e.run(()=>this.#s(e,``)),this.preview=void 0)}}static{this.styles=[M,o`
      .file {
        position: relative;
      }
      .file input {
        position: absolute;
        inset: 0;
        width: 100%;
        height: 100%;
        opacity: 0;
        cursor: pointer;
      }
      .file:focus-within {
        outline: 3px solid var(--link);
        outline-offset: 2px;
      }
    `]}#e;render(){let{busy:e,error:t}=this.#e;return g`<div class="actions">
        <button ?disabled=${e} @click=${this.#i}>${this.t(`map.export`)}</button>
        <span class="button file"
          >${this.t(`map.import`)}<input
            type="file"
            accept=".json,application/json"
            aria-label=${this.t(`map.import`)}
            ?disabled=${e}
            @change=${this.#a}
        /></span>
      </div>
      ${t===void 0?y:g`<p class="error" role="alert">${t}</p>`}
      ${this.done?g`<p role="status">${this.t(`map.imported`)}</p>`:y} ${this.#t(e)}`}#t(e){let t=this.preview?.contacts===`changed`||this.preview?.floors.some(e=>e.image!==`same`||e.placed+e.moved+e.removed+e.facts>0);return g`<duress-dialog
      .console=${this.console}
      ?open=${this.preview!==void 0}
      heading=${this.t(`map.import_heading`)}
      @closed=${()=>this.preview=void 0}
    >
      ${this.preview===void 0?y:this.#n(this.preview)}
      <div slot="actions" class="actions">
        ${t?g`<button class="strong" ?disabled=${e} @click=${this.#o}>${this.t(`map.import_now`)}</button>`:g`<p>${this.t(`map.import_nothing`)}</p>`}
      </div>
    </duress-dialog>`}#n({floors:e,unknown:t,contacts:n}){return g`<div class="scroll">
        <table>
          <thead>
            <tr>
              <th scope="col">${this.t(`map.floor`)}</th>
              <th scope="col">${this.t(`map.image`)}</th>
              <th scope="col">${this.t(`map.positions`)}</th>
              <th scope="col">${this.t(`pack.things`)}</th>
              <th scope="col">${this.t(`map.left_out`)}</th>
            </tr>
          </thead>
          <tbody>
            ${e.map(e=>g`<tr>
                  <th scope="row">${e.floor||this.t(`map.nowhere`)}</th>
                  <td>${this.t(`map.image_${e.image}`)}</td>
                  <td>${this.#r(e)}</td>
                  <td>${e.facts===0?this.t(`map.unchanged`):this.t(`pack.differences`,{n:e.facts})}</td>
                  <td>${e.left_out.join(`, `)||`–`}</td>
                </tr>`)}
          </tbody>
        </table>
      </div>
      ${n===`same`?y:g`<p>${this.t(`pack.import_${n}`)}</p>`}
      ${t.length===0?y:g`<p class="notice">${this.t(`map.unknown_floors`,{floors:this.format.list(t)})}</p>`}`}#r({placed:e,moved:t,removed:n}){return[...e>0?[this.t(`map.count_placed`,{n:e})]:[],...t>0?[this.t(`map.count_moved`,{n:t})]:[],...n>0?[this.t(`map.count_removed`,{n})]:[]].join(`, `)||this.t(`map.unchanged`)}#i;#a;#o;#s(e,t){return Yi(this,`${Ji(this.console.site.site)}${t}`,e)}};N([C()],Qi.prototype,`file`,void 0),N([C()],Qi.prototype,`preview`,void 0),N([C()],Qi.prototype,`done`,void 0),Qi=N([x(`duress-map-exchange`)],Qi);var $i=class extends P{constructor(...e){super(...e),this.incidents=[]}static{this.styles=[M,o`
      :host {
        display: grid;
        gap: var(--gap);
        min-width: 0;
      }
      .mark {
        display: inline-flex;
        align-items: center;
        gap: 6px;
      }
      .alarm {
        color: var(--alarm-ink);
        font-weight: 600;
      }
      .warn {
        color: var(--warn-ink);
      }
      .good {
        color: var(--good-ink);
      }
      caption {
        text-align: start;
        font-weight: 600;
        padding: 8px 0;
      }
    `]}render(){let{floor:e}=this,t=new Map(this.coverage?.rooms.map(e=>[e.room_id,e]));return g`<div class="scroll">
        <table>
          <caption>
            ${this.t(`map.rooms`)}
          </caption>
          <thead>
            <tr>
              <th scope="col">${this.t(`map.room`)}</th>
              <th scope="col">${this.t(`map.alarm`)}</th>
              ${this.layer===void 0?y:g`<th scope="col">${this.t(`map.standing`)}</th>`}
              ${this.coverage===void 0?y:this.#t()}
              <th scope="col">${this.t(`map.inside`)}</th>
            </tr>
          </thead>
          <tbody>
            ${W(e.rooms,e=>e.room_id,e=>this.#n(e,t.get(e.room_id)))}
          </tbody>
        </table>
      </div>
      ${e.listeners.length===0?y:this.#o(e.listeners)}
      ${e.facts.length===0?y:this.#e(e)}`}#e(e){let{texts:t}=this.console;return g`<h2>${this.t(`pack.things`)}</h2>
      <ul class="plain">
        ${Wn(e.facts,t.language).map(e=>g`<li class="mark">${Yn(e.kind)} ${qn(t,e)}</li>`)}
      </ul>`}#t(){return g`<th scope="col">${this.t(`map.proven`)}</th>
      <th scope="col">${this.t(`map.paths`)}</th>`}#n(e,t){let n=this.layer?.get(e.room_id);return g`<tr>
      <th scope="row">
        ${e.name}
        ${e.door===null?y:g`<span class="quiet">${this.t(`map.door`,{door:e.door})}</span>`}
        ${e.is_gone?g`<span class="warn">${this.t(`map.gone`)}</span>`:y}
        ${this.floor.plan!==null&&e.x===null?g`<span class="quiet">${this.t(`map.not_on_plan`)}</span>`:y}
      </th>
      <td>${this.#r(e)}</td>
      ${this.layer===void 0?y:g`<td>
              ${n===void 0?`–`:g`<span class="mark ${n.tone}">${V(n.shape)} ${n.word}</span>`}
            </td>`}
      ${this.coverage===void 0?y:this.#i(t)}
      <td>${this.#a(e)}</td>
    </tr>`}#r(e){let t=_n(this.incidents).filter(t=>t.place.room_id===e.room_id),n=this.incidents.filter(D).flatMap(t=>t.place.others.filter(t=>t.room_id===e.room_id)).map(e=>e.probability);return t.length===0&&n.length===0?`–`:g`${t.map(e=>g`<a
          class="mark ${D(e)&&e.mode===`live`?`alarm`:``}"
          href=${I(`incident`,e.incident_id)}
          >${V(Ut(e.kind))} ${jr(this.console,e)} · ${Mr(this.console,e)}</a
        >`)}
    ${n.length===0?y:this.t(`map.maybe`,{share:this.format.percent(Math.max(...n))})}`}#i(e){let t=e?.proven_at??null,n=e?.listeners.map(e=>e.margin===null?e.listener:this.t(`map.hears`,{name:e.listener,margin:this.format.number(e.margin,0)}));return g`<td>${t===null?`–`:this.format.date(t)}</td>
      <td>${n===void 0||n.length===0?`–`:this.format.list(n)}</td>`}#a(e){let t=this.floor.listeners.filter(t=>t.room_id===e.room_id).map(e=>e.name);return[...e.buttons,...t].join(`, `)||`–`}#o(e){return g`<div class="scroll">
      <table>
        <caption>
          ${this.t(`map.listeners`)}
        </caption>
        <thead>
          <tr>
            <th scope="col">${this.t(`map.name`)}</th>
            <th scope="col">${this.t(`map.room`)}</th>
            <th scope="col">${this.t(`map.standing`)}</th>
          </tr>
        </thead>
        <tbody>
          ${W(e,e=>e.listener_id,e=>g`<tr>
                <th scope="row">${e.name}</th>
                <td>${e.room??`–`}</td>
                <td>
                  <span class="mark ${e.state===`missing`?`alarm`:``}"
                    >${V(Er[e.state])} ${this.t(`map.listener_${e.state}`)}</span
                  >
                </td>
              </tr>`)}
        </tbody>
      </table>
    </div>`}};N([S({attribute:!1})],$i.prototype,`floor`,void 0),N([S({attribute:!1})],$i.prototype,`incidents`,void 0),N([S({attribute:!1})],$i.prototype,`layer`,void 0),N([S({attribute:!1})],$i.prototype,`coverage`,void 0),$i=N([x(`duress-map-list`)],$i);var ea=o`
  .page {
    max-width: 1600px;
  }
  .page > * {
    min-width: 0;
  }
  header {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: 8px;
  }
  .floors {
    display: flex;
    gap: 8px;
    overflow-x: auto;
    padding: 4px;
  }
  .floors button {
    flex: none;
    white-space: nowrap;
  }
  button[aria-pressed="true"] {
    background: var(--calm);
    border-color: var(--calm);
    color: var(--on-strong);
  }
  .controls {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px 16px;
  }
  .controls label {
    display: flex;
    align-items: center;
    gap: 8px;
  }
  .controls select {
    width: auto;
    max-width: 60vw;
  }
  @media (max-width: 600px) {
    .wide {
      display: none;
    }
    header button,
    header .button {
      padding-inline: 10px;
    }
    .controls {
      flex-wrap: nowrap;
      gap: 8px;
    }
    .controls .actions {
      flex-wrap: nowrap;
    }
    .controls select {
      max-width: 44vw;
    }
  }
  @media (min-width: 601px) {
    .narrow {
      display: none;
    }
  }
  .elsewhere {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: 8px;
    padding: 8px 12px;
    border: 2px solid var(--alarm);
    border-radius: 8px;
    background: color-mix(in srgb, var(--alarm) 12%, var(--paper));
  }
  .legend li {
    display: flex;
    align-items: baseline;
    gap: 6px;
  }
`,ta=4,na=class extends P{constructor(...e){super(...e),this.floors=[],this.incidents=[],this.lost=!1,this.#n=()=>{this.lost=!0},this.#r=()=>{this.lost=!1},this.#i=e=>{e.key===`Escape`&&L(I(`map`))}}static{this.styles=[M,o`
      .wall {
        position: fixed;
        inset: 0;
        z-index: 20;
        display: grid;
        align-content: start;
        gap: var(--gap);
        padding: var(--gap);
        background: var(--ground);
        overflow: auto;
      }
      header {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 8px 24px;
      }
      h1 {
        font-size: 2rem;
        flex: 1;
      }
      .state {
        font-size: 1.6rem;
      }
      .wall > .error,
      duress-gap-notice {
        font-size: 1.4rem;
      }
      .floors {
        display: grid;
        gap: var(--gap);
        align-content: start;
        grid-template-columns: repeat(auto-fit, minmax(min(100%, 560px), 1fr));
      }
      h2 {
        font-size: 1.6rem;
        margin-bottom: 8px;
      }
      section {
        min-width: 0;
      }
    `]}connectedCallback(){super.connectedCallback(),document.addEventListener(`keydown`,this.#i)}disconnectedCallback(){super.disconnectedCallback(),document.removeEventListener(`keydown`,this.#i),this.#t?.removeEventListener(`disconnected`,this.#n),this.#t?.removeEventListener(`ready`,this.#r),this.#t=void 0}willUpdate(){let{connection:e}=this.console.home;this.#t!==e&&(this.#t=e,this.lost=!this.console.home.connected,e.addEventListener(`disconnected`,this.#n),e.addEventListener(`ready`,this.#r))}render(){let e=this.incidents.filter(D);return g`<div class="wall">
      <header>
        <h1>${this.console.site.name}</h1>
        ${this.console.site.demo?g`<span class="chip warn">${this.t(`common.demo`)}</span>`:y}
        <p class="state" role="status">
          ${e.length===0?this.t(`map.no_alarm`):this.t(`map.alarms`,{n:e.length})}
        </p>
        <a class="button" href=${I(`map`)} @click=${e=>R(e,I(`map`))}
          >${this.t(`map.leave_wall`)}</a
        >
      </header>
      ${this.lost?g`<p class="error" role="alert">${this.t(`common.disconnected`)}</p>`:y}
      <duress-gap-notice flush page="wall" ?alarm=${e.length>0}></duress-gap-notice>
      <div class="floors">
        ${W(this.#e,e=>e.floor_id,e=>g`<section>
              <h2>${e.name||this.t(`map.nowhere`)}</h2>
              <duress-floor-plan wall .floor=${e} .incidents=${this.incidents}></duress-floor-plan>
            </section>`)}
      </div>
    </div>`}get#e(){let e=new Set(_n(this.incidents).map(En)),t=this.floors.filter(t=>e.has(t.floor_id));return t.length>0?t:this.floors.filter(e=>e.rooms.length>0).slice(0,ta)}#t;#n;#r;#i};N([S({attribute:!1})],na.prototype,`floors`,void 0),N([S({attribute:!1})],na.prototype,`incidents`,void 0),N([C()],na.prototype,`lost`,void 0),na=N([x(`duress-map-wall`)],na);var ra=[`name`,`phone`,`purpose`],ia={name:``,purpose:``,phone:``},aa=12,oa=60,sa=class extends P{constructor(...e){super(...e),this.rows=[],this.#e=0,this.#t=new A(this),this.#o=()=>{this.rows=[...this.rows,ia],this.updateComplete.then(()=>this.renderRoot.querySelector(`fieldset:last-of-type input`)?.focus())},this.#c=async e=>{e.preventDefault();let t={floor_id:this.whose,revision:this.#e,contacts:this.rows};await this.#t.run(()=>this.console.ask(`duress/pack/contacts`,t))&&(this.whose=void 0)}}static{this.styles=[M,o`
      fieldset {
        display: grid;
        gap: 8px;
        grid-template-columns: repeat(auto-fit, minmax(min(150px, 100%), 1fr));
        align-items: end;
        margin: 0 0 12px;
        padding: 8px;
        border: 1px solid var(--line);
        border-radius: 8px;
        min-width: 0;
      }
      form {
        display: grid;
        gap: var(--gap);
      }
    `]}#e;#t;render(){return g`<button aria-haspopup="dialog" @click=${()=>this.#i(null)}>
        ${this.t(`pack.change_contacts`)}
      </button>
      <duress-dialog
        .console=${this.console}
        ?open=${this.whose!==void 0}
        heading=${this.t(`pack.change_contacts`)}
        @closed=${()=>this.whose=void 0}
      >
        ${this.whose===void 0?y:this.#n(this.whose)}
      </duress-dialog>`}#n(e){let{busy:t,error:n}=this.#t;return g`<form @submit=${this.#c}>
      <label
        >${this.t(`pack.contacts_of`)}
        <select @change=${e=>this.#i(e.target.value||null)}>
          <option value="" ?selected=${e===null}>${this.t(`pack.whole_site`)}</option>
          ${this.pack.floors.map(({floor_id:t,name:n})=>g`<option value=${t} ?selected=${t===e}>${n||this.t(`map.nowhere`)}</option>`)}
        </select></label
      >
      <div>${this.rows.map((e,t)=>this.#r(e,t))}</div>
      ${n===void 0?y:g`<p class="error" role="alert">${n}</p>`}
      <div class="actions">
        <button type="button" ?disabled=${this.rows.length>=aa} @click=${this.#o}>
          ${this.t(`pack.add_contact`)}
        </button>
        <button class="strong" ?disabled=${t}>${this.t(`pack.save`)}</button>
      </div>
    </form>`}#r(e,t){let n=e.name===``?this.t(`pack.contact_new`):e.name;return g`<fieldset>
      <legend>${n}</legend>
      ${ra.map(n=>g`<label
            >${this.t(`pack.contact_${n}`)}
            <input
              name=${`${n}${t}`}
              autocomplete="off"
              inputmode=${n===`phone`?`tel`:`text`}
              maxlength=${oa}
              .value=${e[n]}
              @input=${e=>this.#a(t,{[n]:e.target.value})}
          /></label>`)}
      <button
        type="button"
        aria-label=${this.t(`pack.remove_one`,{name:n})}
        @click=${()=>this.#s(t)}
      >
        ${this.t(`pack.remove`)}
      </button>
    </fieldset>`}#i(e){let t=e===null?this.pack:this.pack.floors.find(t=>t.floor_id===e),n=t?.contacts??[];this.whose=e,this.#e=t?.contacts_revision??0,this.#t.error=void 0,this.rows=n.length===0?[ia]:n}#a(e,t){this.rows=this.rows.map((n,r)=>r===e?{...n,...t}:n)}#o;#s(e){this.rows=this.rows.filter((t,n)=>n!==e),this.updateComplete.then(()=>this.renderRoot.querySelector(`form .actions button`)?.focus())}#c};N([S({attribute:!1})],sa.prototype,`pack`,void 0),N([C()],sa.prototype,`whose`,void 0),N([C()],sa.prototype,`rows`,void 0),sa=N([x(`duress-pack-contacts`)],sa);var ca=`duress-paper`,la=`
@page { size: landscape; margin: 10mm; }
@media screen {
  #${ca} { position: fixed; inset: 0 auto auto 0; width: 257mm; height: 0; overflow: hidden; visibility: hidden; z-index: -1; }
}
@media print {
  html, body {
    margin: 0 !important; padding: 0 !important; height: auto !important; min-height: 0 !important;
    overflow: visible !important; background: #fff !important;
  }
  body > :not(#${ca}) { display: none !important; }
  #${ca} > * { break-after: page; }
  #${ca} > :last-child { break-after: auto; }
}`,ua=class{#e;#t;constructor(e,t){this.draw=t,e.addController(this)}hostConnected(){this.#e=Object.assign(document.createElement(`div`),{id:ca}),this.#t=Object.assign(document.createElement(`style`),{textContent:la}),document.head.append(this.#t),document.body.append(this.#e),window.addEventListener(`beforeprint`,this.#n)}hostDisconnected(){window.removeEventListener(`beforeprint`,this.#n),this.#e?.remove(),this.#t?.remove()}hostUpdated(){this.#e!==void 0&&Ge(this.draw(),this.#e)}#n=()=>{for(let e of this.#e?.children??[])e instanceof b&&e.requestUpdate()}},da=[11,10,9,8],fa=10;function pa(e,t){(t?[!0,!1]:[!1]).flatMap(e=>da.map(t=>({size:t,wide:e}))).some(t=>!e(t))||e({size:fa,wide:t})}function ma(e){return e!==null&&(e.scrollHeight>e.clientHeight+1||e.scrollWidth>e.clientWidth+1)}function ha(e){e!==null&&_a(e,1/0)}function ga(e){if(e===null)return 0;let t=e.querySelectorAll(`li`).length;if(!ma(e))return t;let[n,r]=[0,t];for(;r-n>1;){let t=Math.floor((n+r)/2);_a(e,t),ma(e)?r=t:n=t}return _a(e,n),n}function _a(e,t){for(let[n,r]of e.querySelectorAll(`li`).entries())r.hidden=n>=t;for(let t of e.querySelectorAll(`section`))t.hidden=t.querySelector(`li`)!==null&&t.querySelector(`li:not([hidden])`)===null}var va=500,ya=12,ba=9,xa=7,Sa=30,Ca=12,wa=1200,Ta={written:/* @__PURE__ */ new Map,numbers:/* @__PURE__ */ new Map,entries:[],sheet:{width:0,height:0}};function Ea(e,t,n,r){if(r.width===0)return Ta;let i=r.paper?ya:Oa(r.width),a=Gn(t),o=e.rooms.flatMap(e=>ka(e,n(e),i)??[]),s=t.flatMap((e,t)=>Aa(e,a[t]??``,i)??[]),c=rr([...o,...s],r);return{written:c,...gr(e.rooms,o,c),sheet:r}}function Da(e){return e<Sa?0:Math.min(wa,e*Ca)}function Oa(e){return(Number.parseFloat(getComputedStyle(document.documentElement).fontSize)||16)*(e<va?.7:.8)}function ka(e,t,n){let r=U(e);if(r===void 0)return;let i=Math.ceil(t.length*.58/ba),a={width:Math.min(t.length*.58,ba)*n+8,height:i*n*1.2+3};return{key:e.room_id,spot:r,sizes:[a,{width:n*1.6,height:n*1.6}],weight:0,mayMove:!1}}function Aa(e,t,n){let r=U(e);if(r===void 0)return;let i={width:n*(1+t.length*.68)+12,height:n*1.2+4};return{key:e.fact_id,spot:r,sizes:[i],weight:1,mayMove:!0,reach:xa}}function ja(e,t,n,r){let i=Gn(n);return g`${Na(e,n)}
  ${t.map(t=>{let n=U(t),i=e.written.get(t.room_id);if(n===void 0||i!==void 0&&i.at!==t.room_id)return y;let a=e.numbers.get(t.room_id);return g`<span class=${a===void 0?`room`:`room numbered`} style=${K(n,i)}
      >${a??r(t)}</span
    >`})}
  ${n.map((t,n)=>{let r=U(t),a=e.written.get(t.fact_id);return r===void 0||a?.out===!0?y:g`<span class="fact" style=${K(r,a)}>${Yn(t.kind)}${i[n]}</span>`})}`}function Ma(e,t){return e.door===null?/\d/.test(e.name)?Tn(e.name):e.name:t(e.door)}function Na({written:e,sheet:t},n){let r=n.flatMap(t=>{let[n,r]=[U(t),e.get(t.fact_id)];return n===void 0||r===void 0||r.out||!Pa(r)?[]:[{spot:n,how:r}]});return r.length===0?y:g`<svg class="leads" viewBox="0 0 ${t.width} ${t.height}" aria-hidden="true" focusable="false">
    ${r.map(({spot:e,how:n})=>{let[r,i]=[e.x*t.width,e.y*t.height];return _`<line x1=${r} y1=${i} x2=${r+n.dx} y2=${i+n.dy}></line><circle cx=${r} cy=${i} r="2.5"></circle>`})}
  </svg>`}function Pa({dx:e,dy:t}){return Math.abs(e)>14||Math.abs(t)>8}var Fa=o`
  :host {
    --ink: #000;
    --quiet: #333;
    --paper: #fff;
    --line: #777;
    --link: #000;
    --type: 1rem;
    display: block;
    min-width: 0;
    container-type: inline-size;
    color: #000;
    background: #fff;
    color-scheme: light;
    print-color-adjust: exact;
  }
  article {
    display: grid;
    gap: 12px;
    padding: var(--gap);
    border: 1px solid #777;
    font-size: var(--type);
    line-height: 1.25;
  }
  header {
    display: flex;
    flex-wrap: wrap;
    justify-content: space-between;
    align-items: start;
    gap: 4px 24px;
    border-bottom: 2px solid #000;
    padding-bottom: 6px;
  }
  h2 {
    font-size: 1.5rem;
    font-weight: 700;
  }
  h3 {
    margin: 0 0 3px;
    break-after: avoid;
    font-size: 1em;
    font-weight: 700;
  }
  .verified {
    padding: 3px 8px;
    border: 1px solid #000;
  }
  .verified.not {
    border-width: 3px;
    font-weight: 700;
  }
  .body {
    display: grid;
    gap: 12px 16px;
    grid-template-columns: minmax(0, 1fr);
  }
  .main,
  .side {
    min-width: 0;
  }
  .sheet {
    position: relative;
    width: 100%;
    border: 1px solid #777;
  }
  .sheet img {
    display: block;
    width: 100%;
    height: 100%;
    object-fit: fill;
  }
  .room,
  .fact {
    position: absolute;
    transform: translate(-50%, -50%);
    padding: 0 3px;
    background: rgba(255, 255, 255, 0.85);
    font-size: 0.8em;
    line-height: 1.2;
    white-space: nowrap;
  }
  .room {
    width: max-content;
    max-width: 9em;
    text-align: center;
    white-space: normal;
  }
  .fact {
    display: inline-flex;
    align-items: center;
    gap: 2px;
    border: 1.5px solid #000;
    border-radius: 4px;
    background: #fff;
    font-weight: 700;
  }
  .room.numbered,
  .key .number {
    display: inline-grid;
    place-content: center;
    min-width: 1.6em;
    height: 1.6em;
    padding: 0 2px;
    border: 1.5px solid #000;
    border-radius: 1em;
    background: #fff;
    line-height: 1;
    font-weight: 700;
  }
  .key .number {
    justify-self: start;
  }
  .key li {
    padding-block: 1px;
  }
  .window {
    overflow-x: auto;
  }
  .leads {
    position: absolute;
    inset: 0;
    width: 100%;
    height: 100%;
    overflow: visible;
    stroke: #000;
    stroke-width: 1;
  }
  .mark {
    display: inline-flex;
    align-items: center;
    gap: 3px;
    font-weight: 700;
    white-space: nowrap;
  }
  .shape {
    flex: none;
  }
  ul {
    list-style: none;
    margin: 0 0 10px;
    padding: 0;
  }
  .legend li,
  .key li {
    display: grid;
    grid-template-columns: 3em minmax(0, 1fr);
    align-items: start;
    break-inside: avoid;
  }
  li > span,
  li > strong,
  li > a,
  .rooms li {
    overflow-wrap: anywhere;
  }
  .rooms {
    columns: 4 130px;
  }
  .rooms li {
    break-inside: avoid;
    padding: 1px 0;
  }
  .contacts li {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    column-gap: 8px;
    padding: 2px 0;
    border-bottom: 1px solid #999;
    break-inside: avoid;
  }
  .contacts a {
    grid-area: 1 / 2 / span 2;
    display: inline-flex;
    align-items: center;
    min-height: 44px;
    font-weight: 700;
  }
  .contacts span {
    grid-column: 1;
  }
  footer {
    display: flex;
    flex-wrap: wrap;
    justify-content: space-between;
    gap: 16px;
    border-top: 1px solid #000;
    padding-top: 4px;
    font-size: 0.85em;
  }
  .shape {
    vertical-align: -0.125em;
  }

  @container (max-width: 500px) {
    .room,
    .fact {
      padding: 0 1px;
      border-width: 1px;
      font-size: 0.7em;
    }
  }
  @container (min-width: 800px) {
    .body {
      grid-template-columns: minmax(0, 1fr) minmax(230px, 26%);
    }
    .body.many {
      grid-template-columns: minmax(0, 1fr) 45%;
    }
    .many .legend {
      columns: 2;
    }
  }

  :host([paper]) {
    width: 257mm;
    container-type: normal;
  }
  :host([paper]) article {
    container-type: inline-size;
    height: 186mm;
    overflow: hidden;
    grid-template-rows: auto minmax(0, 1fr) auto;
    gap: 3mm;
    padding: 0;
    border: 0;
  }
  :host([paper]) article + article {
    break-before: page;
  }
  :host([paper]) .more {
    min-height: 0;
    columns: 4;
    column-gap: 5mm;
    column-fill: auto;
    overflow: hidden;
  }
  :host([paper]) .more .rooms {
    columns: auto;
  }
  :host([paper]) h2 {
    font-size: 18pt;
  }
  :host([paper]) header,
  :host([paper]) footer {
    font-size: 10pt;
  }
  :host([paper]) .body {
    min-height: 0;
    grid-template-rows: minmax(0, 1fr);
  }
  :host([paper]) .main {
    container-type: size;
    min-height: 0;
    overflow: hidden;
  }
  :host([paper]) .side {
    min-height: 0;
    overflow: hidden;
  }
  :host([paper]) .sheet {
    width: min(100cqw, 100cqh * var(--ratio));
    box-sizing: border-box;
    margin: 0 auto;
  }
  :host([paper]) .body.wide {
    grid-template-columns: minmax(0, 1fr);
    grid-template-rows: auto minmax(0, 1fr);
  }
  :host([paper]) .wide .main {
    container-type: normal;
  }
  :host([paper]) .wide .sheet {
    width: 100%;
  }
  :host([paper]) .wide .side {
    columns: 4;
    column-gap: 5mm;
  }
  :host([paper]) .wide .legend,
  :host([paper]) .wide .rooms {
    columns: auto;
  }
  :host([paper]) .room,
  :host([paper]) .fact {
    font-size: 9pt;
  }
  :host([paper]) .many .contacts {
    columns: 2;
  }
  :host([paper]) .contacts a {
    min-height: 0;
    color: #000;
    text-decoration: none;
  }
`,Ia=1.7,La=40,Ra=20,J=class extends P{constructor(...e){super(...e),this.number=1,this.of=1,this.paper=!1,this.width=0,this.rests=[],this.#e=new er(this),this.#t=typeof ResizeObserver>`u`?void 0:new ResizeObserver(([e])=>this.width=Math.round(e?.contentRect.width??0)),this.#n=null,this.#r=``,this.#f=e=>Ma(e,e=>this.t(`map.door`,{door:e})),this.#h=()=>{this.#e.failed(this.console.home.connection,this.t(`map.image_not_loaded`))}}static{this.styles=[M,Fa]}#e;#t;#n;#r;#i;disconnectedCallback(){super.disconnectedCallback(),this.#t?.disconnect(),this.#n=null}render(){let{floor:e,rests:t}=this;this.#e.show(this.console.home.connection,e.plan?.url);let n=Wn(e.facts,this.console.texts.language),r=this.#p(n),i=this.#y(n,r),a=e.plan===null&&n.length>La,o=this.paper?t.length+1:1;return g`<article aria-labelledby="floor">
        ${this.#s(1)}
        <div class="body ${a?`many`:``}">
          <div class="main">${e.plan===null?this.#d(this.#_):this.#m(n,r)}</div>
          <div class="side">${i.map(e=>this.#d(e))}</div>
        </div>
        ${this.#l(1,o)}
      </article>
      ${this.paper?t.map((e,t)=>this.#u(i,e,t+2,o)):y}`}updated(){let e=this.renderRoot.querySelector(`.sheet`);if(e!==this.#n&&(this.#t?.disconnect(),this.#n=e,e!==null&&this.#t?.observe(e)),!this.paper)return;let t=`fonts`in document?[...document.fonts].filter(e=>e.status===`loaded`).length:0,n=JSON.stringify([this.#a,this.pack.contacts,this.rests,this.width,this.#g,t]);n!==this.#r&&(this.#r=n,this.#o())}get#a(){let{rooms:e,facts:t,contacts:n,plan:r,verified:i,name:a}=this.floor;return[e,t,n,r,i,a,this.console.texts.language]}#o(){let{body:e,side:t,main:n}=this,{plan:r}=this.floor,i=this.#g?n:null;for(let e of[t,i])ha(e);pa(({size:n,wide:r})=>(this.style.setProperty(`--type`,`${n}pt`),e?.classList.toggle(`wide`,r),ma(t)||ma(i)),r!==null&&r.width/r.height>Ia);let a={side:t?.querySelectorAll(`li`).length??0,main:i?.querySelectorAll(`li`).length??0},o=[],s={side:ga(t),main:ga(i)},c=[...this.renderRoot.querySelectorAll(`.more`)];for(;o.length<Ra&&s.side+s.main<a.side+a.main;){let e=this.rests[o.length],t=c[o.length];if(o.push(s),t===void 0||e?.side!==s.side||e.main!==s.main)break;ha(t);let n=Math.max(1,ga(t)),r=Math.min(n,a.side-s.side);s={side:s.side+r,main:s.main+n-r}}o.every((e,t)=>e.side===this.rests[t]?.side&&e.main===this.rests[t].main)&&o.length===this.rests.length||(this.rests=o)}#s(e){let{floor:t}=this,n=t.name||this.t(`map.nowhere`),r=t.building===null?n:`${t.building}: ${n}`;return g`<header>
      <div>
        <h2 id=${e===1?`floor`:y}>
          ${e===1?r:this.t(`pack.continued`,{what:r})}
        </h2>
        <p>
          ${this.pack.site} · ${this.t(`pack.heading`)}
          ${this.console.site.demo?g`<strong>${this.t(`common.demo`)}</strong>`:y}
        </p>
      </div>
      ${this.#c()}
    </header>`}#c(){let{verified:e}=this.floor;if(e===null)return g`<p class="verified not">${V(`cross`)} ${this.t(`pack.not_verified`)}</p>`;let{at:t,by:n,changed:r}=e,i=this.format.date(t),a=n===null?this.t(`pack.verified`,{day:i}):this.t(`pack.verified_by`,{day:i,by:n});return r?g`<p class="verified not">${V(`diamond`)} ${a} <strong>${this.t(`pack.changed`)}</strong></p>`:g`<p class="verified">${V(`check`)} ${a}</p>`}#l(e,t){let n=this.t(`pack.page`,{n:this.number,of:this.of});return g`<footer>
      ${this.paper?g`<span>${this.t(`pack.printed`,{at:this.format.dateTime(Date.now()/1e3)})}</span>`:y}
      <span>${t===1?n:`${n}, ${this.t(`pack.sheet`,{n:e,of:t})}`}</span>
    </footer>`}#u(e,{side:t,main:n},r,i){let a=t,o=e.map(e=>{let t=Math.min(a,e.lines.length);return a-=t,this.#d({...e,note:void 0},t)}),s=this.#g?this.#d({...this.#_,note:void 0},n):y;return g`<article>
      ${this.#s(r)}
      <div class="more">${o} ${s}</div>
      ${this.#l(r,i)}
    </article>`}#d({look:e,heading:t,lines:n,note:r},i=0){return i>=n.length&&r===void 0?y:g`<section>
      <h3>${i===0?t:this.t(`pack.continued`,{what:t})}</h3>
      ${r===void 0?g`<ul class=${e}>
              ${n.slice(i)}
            </ul>`:g`<p>${r}</p>`}
    </section>`}#f;#p(e){let{floor:t,width:n,paper:r}=this,{plan:i}=t;if(i===null||this.#g)return Ta;let a=JSON.stringify([this.#a,n]);if(this.#i?.of!==a){let o={width:n,height:n*i.height/i.width,paper:r};this.#i={of:a,pins:Ea(t,e,this.#f,o)}}return this.#i.pins}#m(e,t){let{plan:n,rooms:r,name:i}=this.floor,{width:a,height:o}=n??{width:1,height:1},s=(a/o).toFixed(4);if(this.#e.error!==void 0)return g`<p>${this.t(`map.no_image`,{why:this.#e.error})}</p>
        ${this.#d(this.#_)}`;let c=this.t(`map.plan_of`,{floor:i||this.t(`map.nowhere`)}),l=this.paper?0:Da(r.length+e.length),u=g`<div
      class="sheet"
      role="img"
      aria-label=${c}
      style="--ratio:${s};aspect-ratio:${a}/${o};min-width:${l}px"
    >
      <img alt="" src=${this.#e.src??y} ?hidden=${this.#e.src===void 0} @error=${this.#h} />
      ${ja(t,r,e,this.#f)}
    </div>`;return l===0?u:g`<div class="window" role="group" tabindex="0" aria-label=${c}>${u}</div>`}#h;get#g(){return this.floor.plan===null||this.#e.error!==void 0}get#_(){let e=this.floor.rooms.map(e=>g`<li>${this.#v(e)}</li>`),t=e.length===0?this.t(`pack.no_rooms`):void 0;return{look:`rooms`,heading:this.t(`map.rooms`),lines:e,note:t}}#v({name:e,door:t}){return t===null||e===t?e:`${e} (${this.t(`map.door`,{door:t})})`}#y(e,t){return[this.#C(),this.#b(e,t),this.#x(t),this.#S()]}#b(e,{written:t}){let n=this.floor.plan!==null,r=Gn(e),i=e.map((e,i)=>{let a=e.x===null?`map.not_on_plan`:t.get(e.fact_id)?.out===!0?`pack.no_space`:null;return g`<li>
        <span class="mark">${Yn(e.kind)}${n?r[i]:y}</span>
        <span
          >${qn(this.console.texts,e)}
          ${n&&a!==null?g`<em>(${this.t(a)})</em>`:y}</span
        >
      </li>`});return{look:`legend`,heading:this.t(`pack.things`),lines:i}}#x({entries:e}){let t=e.map(({number:e,rooms:t})=>g`<li>
          <span class="number">${e}</span>
          <span>${this.format.list(t.map(e=>this.#v(e)))}</span>
        </li>`);return{look:`key`,heading:this.t(`pack.numbers`),lines:t}}#S(){let e=(this.floor.plan===null?[]:this.floor.rooms.filter(e=>e.x===null)).map(e=>g`<li>${this.#v(e)}</li>`);return{look:`rooms`,heading:this.t(`pack.rooms_off`),lines:e}}#C(){let{contacts:e}=this.floor,t={look:`contacts`,heading:this.t(`pack.contacts`)};if(e===null||this.pack.contacts===null)return{...t,lines:[],note:this.t(`pack.contacts_hidden`)};let n=[...e,...this.pack.contacts],r=n.length===0?this.t(`pack.no_contacts`):void 0;return{...t,lines:n.map(e=>this.#w(e)),note:r}}#w({name:e,purpose:t,phone:n}){return g`<li>
      <strong>${e}</strong>
      ${n===``?y:g`<a href="tel:${n.replace(/[^+\d*#,]/g,``)}">${n}</a>`}
      ${t===``?y:g`<span>${t}</span>`}
    </li>`}};N([S({attribute:!1})],J.prototype,`floor`,void 0),N([S({attribute:!1})],J.prototype,`pack`,void 0),N([S({attribute:!1})],J.prototype,`number`,void 0),N([S({attribute:!1})],J.prototype,`of`,void 0),N([S({type:Boolean,reflect:!0})],J.prototype,`paper`,void 0),N([C()],J.prototype,`width`,void 0),N([C()],J.prototype,`rests`,void 0),N([w(`.side`)],J.prototype,`side`,void 0),N([w(`.body`)],J.prototype,`body`,void 0),N([w(`.main`)],J.prototype,`main`,void 0),J=N([x(`duress-pack-sheet`)],J);var za=class extends P{static{this.styles=[M,o`
      section {
        display: grid;
        gap: 8px;
      }
      header {
        display: grid;
        gap: 12px;
      }
    `]}#e;#t;constructor(){super(),this.said=``,this.#e=new T(this,`duress/pack`),this.#t=new A(this),new ua(this,()=>this.#e.message===void 0?y:g`${this.#i(this.#e.message,!0)}`)}render(){return z(this.console,this.#e,e=>g`<div class="page">
          ${this.#n(e)}
          <p class="hidden" role="status">${this.said}</p>
          ${e.floors.length===0?g`<p class="notice">${this.t(`pack.no_pages`)}</p>`:W(e.floors,e=>e.floor_id,(t,n)=>this.#r(e,t,n))}
        </div>`)}#n(e){let t=I(`map`);return g`<header>
      <h1>${this.t(`pack.heading`)}</h1>
      <p class="quiet">${this.t(`pack.what`)}</p>
      <div class="actions">
        <button class="strong" ?disabled=${e.floors.length===0} @click=${()=>window.print()}>
          ${this.t(`pack.print`)}
        </button>
        ${this.console.may(`change_people`)?g`<duress-pack-contacts .pack=${e}></duress-pack-contacts>`:y}
        <a class="button" href=${t} @click=${e=>R(e,t)}
          >${this.t(`pack.to_map`)}</a
        >
      </div>
    </header>`}#r(e,t,n){let r=this.refused?.floor===t.floor_id?this.refused.why:void 0;return g`<section>
      ${this.#a(e,t,n,!1)}
      ${r===void 0?y:g`<p class="error" role="alert">${r}</p>`}
      ${t.version===null||t.verified?.changed===!1?y:g`<div class="actions">
              <button ?disabled=${this.#t.busy} @click=${()=>void this.#o(t)}>
                ${this.t(`pack.verify`,{floor:t.name||this.t(`map.nowhere`)})}
              </button>
            </div>`}
    </section>`}#i(e,t){return e.floors.map((n,r)=>this.#a(e,n,r,t))}#a(e,t,n,r){return g`<duress-pack-sheet
      .console=${this.console}
      .floor=${t}
      .pack=${e}
      .number=${n+1}
      .of=${e.floors.length}
      ?paper=${r}
    ></duress-pack-sheet>`}async#o({floor_id:e,name:t,version:n}){this.refused=void 0;let r=await this.#t.run(()=>this.console.ask(`duress/pack/verify`,{floor_id:e,version:n})),i=this.#t.error;r?this.said=this.t(`pack.is_verified`,{floor:t||this.t(`map.nowhere`)}):i!==void 0&&(this.refused={floor:e,why:i})}};N([C()],za.prototype,`said`,void 0),N([C()],za.prototype,`refused`,void 0),za=N([x(`duress-pack`)],za);var Ba={x:.5,y:.5},Va=.01,Ha=.05,Ua=4,Wa={ArrowLeft:[-1,0],ArrowRight:[1,0],ArrowUp:[0,-1],ArrowDown:[0,1]},Y=class extends P{constructor(...e){super(...e),this.homeless=[],this.dragged=!1,this.said=``,this.#e=new er(this),this.#t=new qi(this),this.#i=async e=>{let t=e.target,n=t.files?.[0];n!==void 0&&(await this.#t.upload(this.floor,n)&&(this.said=this.t(`map.uploaded`)),t.value=``)},this.#h=e=>{let t=e.target.closest(`.pin`)!==null;this.chosen===void 0||t||e.detail===0||this.#p(this.chosen,this.#x(e),!0)},this.#g=e=>{let t=e.target.closest(`.pin`),n=t?.dataset.key;t!==null&&n!==void 0&&e.button===0&&(this.#f(n),this.#_=[e.clientX,e.clientY],t.setPointerCapture(e.pointerId))},this.#v=e=>{if(this.#_===void 0)return;let[t,n]=this.#_;!this.dragged&&Math.hypot(e.clientX-t,e.clientY-n)<Ua||(this.dragged=!0,this.spot=this.#x(e))},this.#y=e=>{let t=this.dragged;this.#b(),t&&this.chosen!==void 0&&this.#p(this.chosen,this.#x(e),!1)},this.#b=()=>{this.#_=void 0,this.dragged=!1,this.spot=void 0},this.#S=e=>{let t=this.#a.find(e=>e.key===this.chosen);if(t===void 0)return;let n=this.spot??t.spot??Ba,r=Wa[e.key];if(r!==void 0){let i=e.shiftKey?Ha:Va,a=e=>Math.round(Math.min(1,Math.max(0,e))*1e3)/1e3;this.spot={x:a(n.x+r[0]*i),y:a(n.y+r[1]*i)},this.said=this.#u(t,this.spot)}else if(e.key===`Enter`||e.key===` `)this.#p(t.key,n,!0);else if(e.key===`Escape`)this.spot=void 0;else return;e.preventDefault()}}static{this.styles=[M,Or,o`
      :host {
        display: grid;
        gap: var(--gap);
      }
      .desk {
        display: grid;
        gap: var(--gap);
        align-items: start;
        grid-template-columns: minmax(0, 1fr);
      }
      @container (min-width: 900px) {
        .desk {
          grid-template-columns: minmax(0, 1fr) 260px;
        }
      }
      .things {
        display: grid;
        gap: 4px;
        align-content: start;
        max-height: 70dvh;
        overflow: auto;
      }
      .things button {
        justify-content: start;
        width: 100%;
        text-align: start;
      }
      .things button[aria-pressed="true"] {
        border-width: 3px;
        border-color: var(--calm);
      }
      .sheet {
        cursor: crosshair;
      }
      .pin {
        cursor: grab;
        touch-action: none;
        user-select: none;
      }
      .pin.chosen {
        border: 3px solid var(--calm);
      }
      .cross {
        position: absolute;
        z-index: 3;
        width: 44px;
        height: 44px;
        min-height: 0;
        padding: 0;
        transform: translate(-50%, -50%);
        border: 3px solid var(--calm);
        border-radius: 50%;
        background:
          linear-gradient(var(--calm), var(--calm)) center / 2px 100% no-repeat,
          linear-gradient(var(--calm), var(--calm)) center / 100% 2px no-repeat;
        pointer-events: none;
      }
      .file {
        position: relative;
      }
      .file input {
        position: absolute;
        inset: 0;
        width: 100%;
        height: 100%;
        opacity: 0;
        cursor: pointer;
      }
      .file:focus-within {
        outline: 3px solid var(--link);
        outline-offset: 2px;
      }
    `]}#e;#t;willUpdate(e){e.has(`floor`)&&e.get(`floor`)?.floor_id!==this.floor.floor_id&&(this.spot=void 0,this.chosen=this.#d(void 0)),e.has(`wanted`)&&this.wanted!==void 0&&(this.chosen=this.wanted),this.#e.show(this.console.home.connection,this.floor.plan?.url)}render(){let{error:e,busy:t}=this.#t;return g`
      ${this.#n(t>0)} ${e===void 0?y:g`<p class="error" role="alert">${e}</p>`}
      <p class="hidden" role="status">${this.said}</p>
      ${this.floor.plan===null?g`<p class="notice">${this.t(`map.upload_first`)}</p>`:this.#o()}
    `}#n(e){let{plan:t,can_undo:n}=this.floor;return g`<div class="actions">
      <span class="button file ${t===null?`strong`:``}"
        >${this.t(t===null?`map.upload`:`map.upload_other`)}<input
          type="file"
          accept="image/png,image/jpeg,image/webp"
          aria-label=${this.t(t===null?`map.upload`:`map.upload_other`)}
          ?disabled=${e}
          @change=${this.#i}
      /></span>
      <button ?disabled=${!n||e} @click=${()=>this.#r(`undo`,`map.undone`)}>
        ${this.t(`map.undo`)}
      </button>
      ${t===null?y:g`<button ?disabled=${e} @click=${()=>this.#r(`remove_plan`,`map.image_gone`)}>
              ${this.t(`map.remove_image`)}
            </button>`}
    </div>`}async#r(e,t){this.spot=void 0,await this.#t.act(this.floor,e)&&(this.said=this.t(t))}#i;get#a(){let{texts:e}=this.console;return Cn(this.floor,this.homeless,t=>qn(e,t)).map(e=>({...e,spot:this.#t.spot(this.floor,e.key,e.spot)}))}#o(){let e=this.#a,t=e.find(e=>e.key===this.chosen),n=e.filter(e=>e.spot===void 0).length;return g`<p>
        ${t===void 0?this.t(`map.choose`):this.t(`map.put_down`,{name:t.name})}
        <span class="quiet">${n===0?this.t(`map.all_placed`):this.t(`map.to_place`,{n})}</span>
      </p>
      <div class="desk">
        ${this.#c(e,t)}
        <div>
          <h2 id="things">${this.t(`map.things`)}</h2>
          <div class="things" role="group" aria-labelledby="things">
            ${W(e,e=>e.key,e=>this.#s(e))}
          </div>
        </div>
      </div>
      ${t?.spot===void 0?y:g`<div class="actions">
              <button @click=${()=>void this.#m(t)}>${this.t(`map.take_off`,{name:t.name})}</button>
            </div>`}`}#s({key:e,name:t,spot:n}){return g`<button aria-pressed=${e===this.chosen} @click=${()=>this.#f(e,!0)}>
      ${V(n===void 0?`ring`:`check`)} ${t}
      <span class="quiet">${this.t(n===void 0?`map.open`:`map.placed`)}</span>
    </button>`}#c(e,t){let{width:n,height:r}=this.floor.plan??{width:1,height:1},i=this.spot??t?.spot??Ba;return g`<div class="window">
      <div
        class="sheet"
        style=${`aspect-ratio:${n}/${r};max-width:calc(75dvh * ${(n/r).toFixed(4)})`}
        @click=${this.#h}
        @pointerdown=${this.#g}
        @pointermove=${this.#v}
        @pointerup=${this.#y}
        @pointercancel=${this.#b}
      >
        <img alt="" src=${this.#e.src??y} width=${n} height=${r} draggable="false" />
        ${W(e,e=>e.key,e=>this.#l(e))}
        ${t===void 0?y:g`<button
                class="cross"
                style=${K(i)}
                aria-label=${this.#u(t,i)}
                @keydown=${this.#S}
              ></button>`}
      </div>
    </div>`}#l({key:e,name:t,spot:n}){let r=e===this.chosen,i=r&&this.dragged?this.spot??n:n;if(i===void 0)return y;let a=this.floor.facts.find(t=>Sn(t.fact_id)===e);return g`<span class="pin ${e.startsWith(`listener:`)?`listener`:`room`} ${r?`chosen`:``}" title=${t} data-key=${e} style=${K(i)}
      >${a===void 0?Tn(t):g`${Yn(a.kind)} ${a.label.slice(0,14)}`}</span
    >`}#u({name:e},{x:t,y:n}){return this.t(`map.cross`,{name:e,x:this.format.percent(t),y:this.format.percent(n)})}#d(e){let t=this.#a,n=t.findIndex(t=>t.key===e)+1;return[...t.slice(n),...t.slice(0,n)].find(e=>e.spot===void 0)?.key}#f(e,t=!1){this.chosen=e,this.spot=void 0,t&&this.updateComplete.then(()=>this.cross?.focus())}async#p(e,t,n){let r=this.#a.find(t=>t.key===e),i=r?.spot===void 0,a=this.#t.place(this.floor,e,t);this.spot=void 0,n&&i&&(this.chosen=this.#d(e)??e),await a&&(this.said=this.t(`map.is_placed`,{name:r?.name??``}))}async#m({key:e,name:t}){this.spot=void 0,await this.#t.lift(this.floor,e)&&(this.said=this.t(`map.is_taken_off`,{name:t}))}#h;#g;#_;#v;#y;#b;#x(e){let t=this.sheet?.getBoundingClientRect()??new DOMRect(0,0,1,1),n=e=>Math.min(1,Math.max(0,e));return{x:n((e.clientX-t.left)/t.width),y:n((e.clientY-t.top)/t.height)}}#S};N([S({attribute:!1})],Y.prototype,`floor`,void 0),N([S({attribute:!1})],Y.prototype,`homeless`,void 0),N([S({attribute:!1})],Y.prototype,`wanted`,void 0),N([C()],Y.prototype,`chosen`,void 0),N([C()],Y.prototype,`spot`,void 0),N([C()],Y.prototype,`dragged`,void 0),N([C()],Y.prototype,`said`,void 0),N([w(`.sheet`)],Y.prototype,`sheet`,void 0),N([w(`.cross`)],Y.prototype,`cross`,void 0),Y=N([x(`duress-plan-editor`)],Y);var Ga=60,Ka=class extends P{constructor(...e){super(...e),this.said=``,this.#e=new qi(this),this.#i=async e=>{e.preventDefault();let{changed:t}=this,n={kind:this.select.value,label:this.input.value.trim()},r=await this.#e.tell(this.floor,{...n,...t===void 0?{}:{fact_id:t}});r!==void 0&&(this.said=this.t(`pack.is_kept`,{name:qn(this.console.texts,n)}),this.input.value=``,this.changed=void 0,t===void 0&&this.dispatchEvent(new CustomEvent(`added`,{detail:r})))}}static{this.styles=[M,o`
      :host,
      form {
        display: grid;
        gap: 12px;
      }
      form {
        align-items: end;
        grid-template-columns: repeat(auto-fit, minmax(min(180px, 100%), 1fr));
      }
      li {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 8px;
      }
      li > span {
        flex: 1 1 180px;
      }
    `]}#e;willUpdate(){this.floor.facts.some(e=>e.fact_id===this.changed)||(this.changed=void 0)}render(){let{error:e,busy:t}=this.#e,{texts:n}=this.console;return g`<h2>${this.t(`pack.things`)}</h2>
      <p class="quiet">${this.t(`pack.things_hint`)}</p>
      ${this.#t(t>0)} ${e===void 0?y:g`<p class="error" role="alert">${e}</p>`}
      <p class="hidden" role="status">${this.said}</p>
      <ul class="plain">
        ${W(Wn(this.floor.facts,n.language),e=>e.fact_id,e=>this.#n(e,t>0))}
      </ul>`}#t(e){let t=this.changed===void 0;return g`<form @submit=${this.#i}>
      <label
        >${this.t(`pack.thing_kind`)}
        <select>
          ${Un.map(e=>g`<option value=${e}>${this.t(`pack.kind_${e}`)}</option>`)}
        </select></label
      >
      <label
        >${this.t(`pack.thing_label`)}
        <input maxlength=${Ga} autocomplete="off" placeholder=${this.t(`pack.thing_example`)}
      /></label>
      <div class="actions">
        <button class="strong" ?disabled=${e}>${this.t(t?`pack.add_thing`:`pack.save`)}</button>
        ${t?y:g`<button type="button" @click=${()=>this.changed=void 0}>${this.t(`pack.leave`)}</button>`}
      </div>
    </form>`}#n(e,t){let n=qn(this.console.texts,e);return g`<li>
      <span>${Yn(e.kind)} ${n}</span>
      <button aria-label=${this.t(`pack.change_one`,{name:n})} ?disabled=${t} @click=${()=>this.#r(e)}>
        ${this.t(`pack.change`)}
      </button>
      <button
        aria-label=${this.t(`pack.remove_one`,{name:n})}
        ?disabled=${t}
        @click=${()=>void this.#a(e)}
      >
        ${this.t(`pack.remove`)}
      </button>
    </li>`}#r({fact_id:e,kind:t,label:n}){this.changed=e,this.select.value=t,this.input.value=n,this.input.focus()}#i;async#a(e){let t=qn(this.console.texts,e);await this.#e.forget(this.floor,e.fact_id)&&(this.said=this.t(`pack.is_removed`,{name:t}),this.input.focus())}};N([S({attribute:!1})],Ka.prototype,`floor`,void 0),N([C()],Ka.prototype,`changed`,void 0),N([C()],Ka.prototype,`said`,void 0),N([w(`form select`)],Ka.prototype,`select`,void 0),N([w(`form input`)],Ka.prototype,`input`,void 0),Ka=N([x(`duress-plan-facts`)],Ka);var qa=[`rooms`,`facts`,`coverage`,`outage`],Ja=[`coverage`,`outage`],Ya=[1,1.5,2,3],X=class extends F{static{this.styles=[M,ea]}#e;#t;#n;constructor(){super(),this.layer=`rooms`,this.asList=!1,this.editing=!1,this.zoom=0,this.#e=new T(this,`duress/map`),this.#t=tt(this),this.#r=()=>this.requestUpdate(),this.#c=()=>{let e=this.#e.message?.floors??[];this.editing||(this.chosen=this.#a(e,this.#i)?.floor_id),this.editing=!this.editing},this.#l=()=>{let e=I(`map`);L(`${e}${e.includes(`?`)?`&`:`?`}view=wall`)},this.#C=Li(this,()=>{if(Ja.includes(this.layer))return this.without===void 0?{}:{without:this.without}}),this.#k=e=>{this.layer=e.target.value,this.without=void 0},this.#A=e=>{this.without=e.target.value||void 0},new Ri(this,()=>{let e=this.renderRoot.querySelector(`.floors [aria-pressed=true]`),t=e?.parentElement;return e&&t?{row:t,part:e}:void 0})}connectedCallback(){super.connectedCallback(),window.addEventListener(`location-changed`,this.#r)}disconnectedCallback(){super.disconnectedCallback(),window.removeEventListener(`location-changed`,this.#r)}#r;render(){return this.path[0]===`pack`?g`<duress-pack></duress-pack>`:z(this.console,this.#e,({floors:e})=>{let t=this.#i;if(new URLSearchParams(location.search).get(`view`)===`wall`)return g`<duress-map-wall .floors=${e} .incidents=${t}></duress-map-wall>`;let n=this.#a(e,t);return g`<div class="page">
        ${this.#o()} ${n===void 0?this.#u():this.#d(e,n,t)}
      </div>`})}get#i(){return _n(this.#t.message?.incidents??Xa)}#a(e,t){let n=Dn(t),r=t=>e.find(e=>e.floor_id===t);return r(this.chosen??this.path[0])??r(n&&En(n))??e.find(e=>e.rooms.length>0)??e[0]}#o(){return g`<header>
      <h1>${this.t(`common.page_map`)}</h1>
      <div class="actions no-print">
        <button aria-pressed=${this.asList} @click=${()=>this.asList=!this.asList}>${this.t(`map.list`)}</button>
        ${this.#s()}
        <button class="wide" @click=${this.#l}>${this.t(`map.wall`)}</button>
        ${this.console.may(`install`)?g`<button aria-pressed=${this.editing} @click=${this.#c}>${this.t(`map.change`)}</button>`:y}
      </div>
    </header>`}#s(){let e=I(`map`,`pack`);return g`<a class="button" href=${e} @click=${t=>R(t,e)}
      >${this.t(`pack.heading`)}</a
    >`}#c;#l;#u(){return g`<p class="notice">${this.t(`map.no_floor`)}</p>`}#d(e,t,n){return g`
      ${this.#f(e,t,n)} ${this.#m(e,t,n)}
      ${this.editing&&this.console.may(`install`)?this.#h(t):this.#g(t,n)}
    `}#f(e,t,n){return e.length<2?y:g`<div class="floors no-print" role="group" aria-label=${this.t(`map.floors`)}>
      ${e.map(e=>{let r=n.filter(t=>D(t)&&En(t)===e.floor_id).length;return g`<button aria-pressed=${e===t} @click=${()=>this.chosen=e.floor_id}>
          ${r>0?V(`triangle`):y} ${this.#p(e)}
          ${r>0?`· ${this.t(`map.alarms`,{n:r})}`:y}
        </button>`})}
    </div>`}#p(e){let t=e.name||this.t(`map.nowhere`);return e.building===null?t:`${e.building}: ${t}`}#m(e,t,n){let r=e=>(En(e)??t.floor_id)!==t.floor_id,i=Dn(n.filter(e=>D(e)&&(this.editing||r(e))));if(i===void 0)return y;let a=e.find(e=>e.floor_id===En(i))??t;return g`<div class="elsewhere" role="status">
      <span
        >${V(`triangle`)}
        <strong>${this.t(`map.alarm_on`,{floor:this.#p(a)})}</strong>
        ${jr(this.console,i)}, ${Mr(this.console,i)}</span
      >
      <button
        class="alarm"
        @click=${()=>{this.chosen=a.floor_id,this.editing=!1}}
      >
        ${this.t(`map.show`)}
      </button>
    </div>`}#h(e){return g`<duress-plan-editor .floor=${e} .homeless=${this.#e.message?.homeless??[]} .wanted=${this.wanted}></duress-plan-editor>
      <duress-plan-facts .floor=${e} @added=${e=>void(this.wanted=e.detail)}></duress-plan-facts>
      <h2>${this.t(`map.files`)}</h2>
      <p class="quiet">${this.t(`map.files_hint`)}</p>
      <duress-map-exchange></duress-map-exchange>`}#g(e,t){let n=this.#E,r=this.layer===`coverage`?this.#w:void 0;return g`${this.#y(e)} ${this.#_(e,t)} ${this.#D(e)}
    ${this.asList?g`<duress-map-list
            .floor=${e}
            .incidents=${t}
            .layer=${n}
            .coverage=${r}
          ></duress-map-list>`:g`<duress-floor-plan
              .floor=${e}
              .incidents=${t}
              .layer=${n}
              .facts=${this.layer===`facts`}
              .zoom=${Ya[this.zoom]??1}
            ></duress-floor-plan>
            ${this.layer===`facts`?Zn(this.console.texts,e.facts):y} ${this.#v(e)}`}`}#_(e,t){return g`<div role="status">
      ${W(t.filter(t=>D(t)&&(En(t)??e.floor_id)===e.floor_id),vn,e=>g`<p>
            <strong>${jr(this.console,e)}:</strong> ${e.place.why||Mr(this.console,e)}
          </p>`)}
    </div>`}#v(e){return e.plan!==null||!this.console.may(`install`)?y:g`<p class="quiet">${this.t(`map.no_plan`)}</p>`}#y(e){let t=this.#S;return g`<div class="controls no-print">
      <label
        >${this.t(`map.layer`)}
        <select @change=${this.#k}>
          ${qa.map(e=>g`<option value=${e} ?selected=${e===this.layer}>${this.t(`map.layer_${e}`)}</option>`)}
        </select></label
      >
      ${this.layer===`outage`?g`<label
              >${this.t(`map.without`)}
              <select @change=${this.#A}>
                <option value="" ?selected=${this.without===void 0}>${this.t(`map.nothing_fails`)}</option>
                ${t.map(({listener_id:e,name:t})=>g`<option value=${e} ?selected=${e===this.without}>
                      ${this.t(`map.without_one`,{name:t})}
                    </option>`)}
              </select></label
            >`:y}
      ${e.plan===null||this.asList?y:this.#b()}
    </div>`}#b(){let e=e=>void(this.zoom=Math.min(Ya.length-1,Math.max(0,this.zoom+e)));return g`<div class="actions">
      ${this.#x(`−`,this.t(`map.smaller`),this.zoom===0,()=>e(-1))}
      ${this.#x(`+`,this.t(`map.larger`),this.zoom===Ya.length-1,()=>e(1))}
    </div>`}#x(e,t,n,r){return g`<button aria-label=${t} ?disabled=${n} @click=${r}>
      <span class="wide">${t}</span><span class="narrow">${e}</span>
    </button>`}get#S(){let e=this.#e.message;return[...e?.floors.flatMap(e=>e.listeners)??[],...e?.homeless??[]]}#C;get#w(){return this.#C.message}#T(){return this.#C.standing===`refused`?g`<p class="error" role="alert">${this.#C.refusal}</p>`:g`<p class="quiet" role="status">${this.t(`map.working_out`)}</p>`}get#E(){let{layer:e}=this,t=this.#w;if(t!==void 0){if(this.#n?.of!==t||this.#n.layer!==e){let{texts:n}=this.console,r=t.without===void 0?void 0:Ki(n,t.without);this.#n={of:t,layer:e,marks:e===`coverage`?Wi(n,t):r}}return this.#n.marks}}#D(e){if(!Ja.includes(this.layer))return y;if(this.layer===`outage`&&this.without===void 0)return g`<p role="status">${this.t(`map.choose_outage`)}</p>`;let t=this.#w;if(t===void 0)return this.#T();if(this.layer===`outage`)return g`<p role="status">${t.without?.sentence??this.t(`map.choose_outage`)}</p>`;let n=new Set(e.rooms.map(e=>e.room_id)),r=t.rooms.filter(e=>n.has(e.room_id));return g`<p role="status">${t.sentence}</p>
      <ul class="plain legend" aria-label=${this.t(`map.legend`)}>
        ${Vi.map(e=>this.#O(e,r.filter(t=>Hi(t)===e)))}
      </ul>`}#O(e,t){if(t.length===0)return y;let n=Ui(this.console.texts,e),r=e===`proven`?``:` (${this.format.list(t.map(e=>e.room))})`;return g`<li>${V(n.shape)}<span>${n.word}: ${this.format.number(t.length)}${r}</span></li>`}#k;#A};N([C()],X.prototype,`chosen`,void 0),N([C()],X.prototype,`layer`,void 0),N([C()],X.prototype,`without`,void 0),N([C()],X.prototype,`asList`,void 0),N([C()],X.prototype,`editing`,void 0),N([C()],X.prototype,`zoom`,void 0),N([C()],X.prototype,`wanted`,void 0),X=N([x(`duress-map-page`)],X);var Xa=[],Za=20,Qa=100,$a=class e{constructor(e=[],t=null,n=!1){this.rows=e,this.before=t,this.redacted=n}async renew(t,n){let r=Math.min(Qa,Math.max(Za,this.rows.length)),i=await t.ask(`duress/deliveries`,{...n,limit:r}),a=i.before,o=a===null?[]:this.rows.filter(e=>e.delivery_id<a);return new e([...i.deliveries,...o],o.length===0?i.before:this.before,i.redacted)}async more(t,n){if(this.before===null)return this;let r={...n,limit:Za,before:this.before},i=await t.ask(`duress/deliveries`,r);return new e([...this.rows,...i.deliveries],i.before,i.redacted)}},eo=`important`,to=` !`+eo,no=kn(class extends An{constructor(e){if(super(e),e.type!==On.ATTRIBUTE||e.name!==`style`||e.strings?.length>2)throw Error("The `styleMap` directive must be used in the `style` attribute and must be the only part in the attribute.")}render(e){return Object.keys(e).reduce((t,n)=>{let r=e[n];return r==null?t:t+`${n=n.includes(`-`)?n:n.replace(/(?:^(webkit|moz|ms|o)|)(?=[A-Z])/g,`-$&`).toLowerCase()}:${r};`},``)}update(e,[t]){let{style:n}=e.element;if(this.ft===void 0)return this.ft=new Set(Object.keys(t)),this.render(t);for(let e of this.ft)t[e]??(this.ft.delete(e),e.includes(`-`)?n.removeProperty(e):n[e]=null);for(let e in t){let r=t[e];if(r!=null){this.ft.add(e);let t=typeof r==`string`&&r.endsWith(to);e.includes(`-`)||t?n.setProperty(e,t?r.slice(0,-11):r,t?eo:``):n[e]=r}}return v}});function ro(e,t){return t<1e3?`${e.number(t,+(t<10))} ms`:`${e.number(t/1e3,1)} s`}function Z(e,t,n=Date.now()/1e3){return e.date(t)===e.date(n)?e.seconds(t):e.dateTime(t)}var io=class extends P{constructor(...e){super(...e),this.receipts=[]}static{this.styles=M}render(){return this.receipts.length===0?y:g`<h3>${this.t(`monitoring.receipts`)}</h3>
      <ul>
        ${this.receipts.map(e=>{let t=this.word(`monitoring`,`receipt_${e.answer}`),n=[e.by,e.note].filter(Boolean).join(`: `);return g`<li>${Z(this.format,e.at)}: ${t}${n===``?``:` (${n})`}</li>`})}
      </ul>`}};N([S({attribute:!1})],io.prototype,`receipts`,void 0),io=N([x(`duress-receipts`)],io);async function ao(e){let t=navigator.clipboard;if(t!==void 0)try{return await t.writeText(e),!0}catch{}let n=document.activeElement,r=document.createElement(`textarea`);r.value=e,document.body.append(r),r.select();let i=document.execCommand(`copy`);return r.remove(),n instanceof HTMLElement&&n.focus(),i}var oo=class extends P{constructor(...e){super(...e),this.body=null,this.type=``,this.redacted=!1,this.laidOut=!1}static{this.styles=[M,o`
      :host {
        display: grid;
        gap: 8px;
        min-width: 0;
      }
      pre {
        margin: 0;
        padding: 12px;
        max-height: 320px;
        overflow: auto;
        border: 1px solid var(--line);
        border-radius: 8px;
        background: var(--ground);
        font-size: 0.85rem;
        white-space: pre-wrap;
        overflow-wrap: anywhere;
      }
    `]}render(){if(this.body===null)return g`<p class="notice">${this.t(`monitoring.no_body`)}</p>`;let e=so(this.body);return g`
      <h3>${this.t(`monitoring.body`)} <span class="quiet">${this.type}</span></h3>
      ${this.redacted?g`<p class="notice">${this.t(`monitoring.redacted`)}</p>`:``}
      <pre tabindex="0" role="group" aria-label=${this.t(`monitoring.body`)}>
${this.laidOut?e??this.body:this.body}</pre>
      <div class="actions">
        ${e===void 0?``:g`<label class="row"
                ><input type="checkbox" .checked=${this.laidOut} @change=${()=>this.laidOut=!this.laidOut} />
                ${this.t(`monitoring.lay_out`)}</label
              >`}
        <button @click=${this.#e}>${this.t(`monitoring.copy`)}</button>
        <span class="quiet" role="status"
          >${this.copied===void 0?``:this.t(this.copied?`monitoring.copied`:`monitoring.not_copied`)}</span
        >
      </div>
    `}async#e(){this.copied=await ao(this.body??``)}};N([S({attribute:!1})],oo.prototype,`body`,void 0),N([S({attribute:!1})],oo.prototype,`type`,void 0),N([S({type:Boolean})],oo.prototype,`redacted`,void 0),N([C()],oo.prototype,`laidOut`,void 0),N([C()],oo.prototype,`copied`,void 0),oo=N([x(`duress-sent-body`)],oo);function so(e){try{return JSON.stringify(JSON.parse(e),void 0,2)}catch{return}}var co=[`heard`,`entities`,`committed`,`posted`,`confirmed`,`desk_accepted`],lo={delivered:[`✓`,`good`],desk_accepted:[`✓`,`good`],spared:[`✓`,``],declined:[`✕`,`warn`],refused:[`▲`,`warn`],dead_letter:[`✕`,`alarm`]},uo=class extends P{constructor(...e){super(...e),this.redacted=!1,this.open=!1}static{this.styles=[M,o`
      details {
        border-bottom: 1px solid var(--line);
      }
      summary {
        display: grid;
        grid-template-columns: 7.5em minmax(10em, 1fr) minmax(8em, 1fr) auto;
        gap: 4px 12px;
        align-items: center;
        min-height: var(--touch);
        padding: 6px 4px;
        cursor: pointer;
      }
      summary::before {
        content: "▸";
        position: absolute;
        margin-inline-start: -0.9em;
      }
      details[open] > summary::before {
        content: "▾";
      }
      details {
        padding-inline-start: 1em;
      }
      .inside {
        display: grid;
        gap: 12px;
        padding: 4px 0 16px;
        min-width: 0;
      }
      ol,
      ul {
        margin: 0;
      }
      .hops {
        margin: 0;
        display: grid;
        grid-template-columns: max-content max-content 1fr;
        gap: 4px 12px;
        align-items: center;
      }
      .hops dt {
        grid-column: 1;
      }
      .hops dd {
        margin: 0;
        display: contents;
      }
      .bar {
        height: 8px;
        border-radius: 4px;
        background: var(--link);
        min-width: 2px;
      }
      @media (max-width: 600px) {
        summary {
          grid-template-columns: 1fr auto;
        }
        .hops {
          grid-template-columns: 1fr max-content;
        }
        .bar {
          grid-column: 1 / -1;
        }
      }
    `]}render(){let{delivery:e}=this,[t,n]=lo[e.state]??[`…`,``];return g`<details @toggle=${this.#r}>
      <summary>
        <span>${Z(this.format,e.at)}</span>
        <span>${this.word(`monitoring`,`kind_${e.kind}`)}</span>
        <span class="quiet">${e.endpoint??this.t(`monitoring.removed`)}</span>
        <span class="chip ${n}"
          ><span aria-hidden="true">${t}</span> ${this.word(`monitoring`,`delivery_${e.state}`)}</span
        >
      </summary>
      ${this.open?this.#e():y}
    </details>`}#e(){let{delivery:e}=this,t=e.released_because;return g`<div class="inside">
      ${t===null?y:g`<p>${this.t(`monitoring.backup`,{because:this.word(`monitoring`,`because_${t}`)})}</p>`}
      ${this.#t()} ${this.#n()} <duress-receipts .receipts=${e.receipts}></duress-receipts>
      <duress-sent-body
        .body=${e.body}
        .type=${e.content_type}
        ?redacted=${this.redacted}
      ></duress-sent-body>
      ${e.state===`dead_letter`&&this.console.may(`forward_incidents`)?g`<div class="actions">
              <button @click=${this.#i}>${this.t(`monitoring.replay_one`)}</button>
            </div>`:y}
    </div>`}#t(){let{attempts:e,left_out:t,next_attempt:n,sequence:r}=this.delivery,i=r===null?``:this.t(`monitoring.number`,{number:String(r)});return g`<h3>${this.t(`monitoring.attempts`)} <span class="quiet">${i}</span></h3>
      ${e.length===0?g`<p class="quiet">${this.t(`monitoring.no_attempts`)}</p>`:g`<ol>
              ${e.map(e=>g`<li value=${e.number}>
                    ${Z(this.format,e.posted_at)}: ${this.word(`monitoring`,`outcome_${e.outcome}`)},
                    ${ro(this.format,e.milliseconds)} – ${e.answer}
                  </li>`)}
            </ol>`}
      ${t.map(e=>g`<p>
            ${this.t(`monitoring.left_out`,{n:e.times,outcome:this.word(`monitoring`,`outcome_${e.outcome}`),since:Z(this.format,e.since),until:Z(this.format,e.until)})}
          </p>`)}
      ${n===null?y:g`<p>${this.t(`monitoring.next_attempt`,{at:Z(this.format,n)})}</p>`}`}#n(){let e=this.delivery.milliseconds,t=co.filter(t=>e[t]!==void 0);if(t.length===0)return y;let n=Math.max(1,...t.filter(e=>e!==`desk_accepted`).map(t=>e[t]??0));return g`<h3>${this.t(`monitoring.hops`)}</h3>
      <dl class="hops">
        ${t.map(t=>{let r=e[t]??0,i=`${Math.min(100,100*r/n)}%`;return g`<dt>${this.t(`monitoring.hop_${t}`)}</dt>
            <dd>
              <span>${ro(this.format,r)}</span>
              ${t===`desk_accepted`?y:g`<span class="bar" style=${no({width:i})}></span>`}
            </dd>`})}
      </dl>`}#r(e){this.open=e.target.open}#i(){this.dispatchEvent(new CustomEvent(`replay`,{detail:this.delivery}))}};N([S({attribute:!1})],uo.prototype,`delivery`,void 0),N([S({type:Boolean})],uo.prototype,`redacted`,void 0),N([C()],uo.prototype,`open`,void 0),uo=N([x(`duress-delivery-row`)],uo);var fo=[`all`,`waiting`,`dead_letters`],po=class extends P{constructor(...e){super(...e),this.endpoints=[],this.wanted={only:`all`},this.#e=new A(this),this.#t=!1,this.#n=!1}static{this.styles=[M,o`
      .filters {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(220px, 1fr));
        gap: 8px;
      }
      h2 {
        /* Below the navigation, which stays at the top. */
        scroll-margin-top: 120px;
        outline: none;
      }
      ul.plain {
        gap: 0;
      }
    `]}#e;#t;#n;willUpdate(e){this.console.may(`read_history`)&&((e.has(`wanted`)||e.has(`console`))&&(this.shown=void 0),(e.has(`wanted`)||e.has(`console`)||e.has(`endpoints`))&&this.#o())}async show(){await this.updateComplete,this.heading.focus()}render(){return g`<section class="card" aria-labelledby="heading">
      <h2 id="heading" tabindex="-1">${this.t(`monitoring.deliveries`)}</h2>
      ${this.console.may(`read_history`)?g`${this.#i()}
            ${this.error===void 0?y:g`<p class="error" role="alert">${this.error}</p>`}
            ${this.shown===void 0?this.#r():this.#a(this.shown)}`:g`<p>${this.t(`monitoring.no_history`)}</p>`}
    </section>`}#r(){return this.error===void 0?g`<p class="quiet" role="status">${this.t(`common.waiting`)}</p>`:y}#i(){let{endpoint_id:e,only:t}=this.wanted;return g`<div class="filters">
      <label
        >${this.t(`monitoring.endpoint`)}
        <select @change=${e=>this.#c({only:t,...mo(e)})}>
          <option value="" ?selected=${e===void 0}>${this.t(`monitoring.all_endpoints`)}</option>
          ${this.endpoints.map(t=>g`<option value=${t.endpoint_id} ?selected=${t.endpoint_id===e}>${t.name}</option>`)}
        </select>
      </label>
      <label
        >${this.t(`monitoring.which`)}
        <select @change=${e=>this.#c({...this.wanted,only:ho(e)})}>
          ${fo.map(e=>g`<option value=${e} ?selected=${e===t}>${this.t(`monitoring.only_${e}`)}</option>`)}
        </select>
      </label>
    </div>`}#a({rows:e,before:t,redacted:n}){return e.length===0?g`<p>${this.t(`monitoring.nothing_${this.wanted.only}`)}</p>`:g`<ul class="plain">
        ${W(e,e=>e.delivery_id,e=>g`<li>
              <duress-delivery-row .delivery=${e} ?redacted=${n} @replay=${this.#l}></duress-delivery-row>
            </li>`)}
      </ul>
      ${this.#e.error===void 0?y:g`<p class="error" role="alert">${this.#e.error}</p>`}
      ${t===null?y:g`<div class="actions">
              <button @click=${this.#s}>${this.t(`monitoring.older`)}</button>
            </div>`}`}async#o(){if(this.#n=!0,!this.#t){for(this.#t=!0;this.#n;){this.#n=!1;let{wanted:e,console:t}=this;try{let n=await(this.shown??new $a).renew(t,e);e===this.wanted&&t===this.console&&(this.shown=n),this.error=void 0}catch(e){this.error=k(e)}}this.#t=!1}}#s(){let{shown:e,wanted:t}=this;e!==void 0&&this.#e.run(async()=>{let n=await e.more(this.console,t);t===this.wanted&&(this.shown=n)})}#c(e){this.dispatchEvent(new CustomEvent(`wanted`,{detail:e}))}#l(e){this.dispatchEvent(new CustomEvent(`replay`,{detail:e.detail}))}};N([S({attribute:!1})],po.prototype,`endpoints`,void 0),N([S({attribute:!1})],po.prototype,`wanted`,void 0),N([C()],po.prototype,`shown`,void 0),N([C()],po.prototype,`error`,void 0),N([w(`h2`)],po.prototype,`heading`,void 0),po=N([x(`duress-deliveries`)],po);function mo(e){let{value:t}=e.target;return t===``?{}:{endpoint_id:t}}function ho(e){return e.target.value}var go=class extends P{constructor(...e){super(...e),this.name=``}static{this.styles=[M,o`
      :host {
        display: grid;
        gap: 8px;
      }
    `]}render(){let{test:e}=this,t=`at`in e?e:void 0;return g`${t===void 0?y:g`<p class="quiet">${this.t(`monitoring.last_test`,{at:Z(this.format,t.at)})}</p>`}
      <p class=${e.delivered?``:`error`}>
        <span class="chip">${this.t(`monitoring.test`)}</span> ${this.#e()}
      </p>
      ${e.delivered&&e.answer!==null?g`<p>${this.t(`monitoring.it_said`,{answer:e.answer})}</p>`:y}
      <duress-receipts .receipts=${t?.receipts??[]}></duress-receipts>
      ${e.what_to_do===null?y:g`<p class="notice"><strong>${this.t(`monitoring.what_to_do`)}:</strong> ${e.what_to_do}</p>`}
      ${t===void 0?g`<p class="quiet">${this.t(`monitoring.test_note`)}</p>`:y} ${this.#t()}`}#e(){let{delivered:e,outcome:t,answer:n}=this.test,r={name:this.name,time:ro(this.format,this.test.milliseconds),answer:n??``};return e?this.t(`monitoring.test_confirmed`,r):t===`accepted`?this.t(n===null?`monitoring.test_accepted_only`:`monitoring.test_accepted`,r):this.t(n===null?`monitoring.test_failed_only`:`monitoring.test_failed`,r)}#t(){let{body:e,content_type:t,redacted:n}=this.test;return t===null?y:g`<details>
      <summary class="button">${this.t(`monitoring.what_was_sent`)}</summary>
      <duress-sent-body .body=${e} .type=${t} ?redacted=${n}></duress-sent-body>
    </details>`}};N([S({attribute:!1})],go.prototype,`test`,void 0),N([S({attribute:!1})],go.prototype,`name`,void 0),go=N([x(`duress-test-answer`)],go);var _o={proven:`✓`,failing:`▲`,lost:`✕`,retired:`⊘`,unproven:`?`},vo={proven:`good`,failing:`warn`,lost:`alarm`,retired:`alarm`,unproven:``},yo=class extends P{static{this.styles=[M,o`
      header {
        display: flex;
        flex-wrap: wrap;
        gap: 4px 12px;
        align-items: center;
        justify-content: space-between;
      }
      h3 {
        font-size: 1.15rem;
        overflow-wrap: anywhere;
      }
      .what {
        flex-basis: 100%;
        overflow-wrap: anywhere;
      }
      .answer:empty {
        margin-block-start: -12px;
      }
      .answer {
        display: grid;
        gap: 8px;
      }
      [aria-disabled="true"] {
        opacity: 0.6;
      }
    `]}#e;#t=new A(this);#n=new B(this);render(){let{endpoint:e}=this;return g`<article class="card" aria-labelledby="name">
      <header>
        <h3 id="name">${e.name}</h3>
        <span class="chip ${vo[e.state]}"
          ><span aria-hidden="true">${_o[e.state]}</span>
          ${this.t(`monitoring.state_${e.state}`)}</span
        >
        <span class="quiet what"
          >${[this.word(`monitoring`,`type_${e.type}`),e.host].filter(Boolean).join(` · `)}</span
        >
      </header>
      <p>${this.#r()}</p>
      ${this.primary===void 0?y:g`<p>${this.t(`monitoring.stands_in`,{name:this.primary})}</p>`}
      ${this.#i()} ${this.#a()}
      <p class="quiet">${this.#s()}</p>
      <div class="actions">${this.#c()}</div>
      <div class="answer" role="status">${this.#l()}</div>
    </article>`}#r(){let{state:e,last_proven:t,name:n,every:r}=this.endpoint;if(t===null)return`${this.t(`monitoring.never_proven`)} ${this.t(`monitoring.checked_every`,{time:this.format.duration(r)})}`;let i=this.format.ago(t,Math.max(this.#n.now,t));return e===`proven`?this.t(`monitoring.proven_by`,{name:n,ago:i}):this.t(`monitoring.was_proven`,{ago:i,at:Z(this.format,t)})}#i(){let{state:e,what_to_do:t,answer:n,relieved:r}=this.endpoint;if(e===`proven`)return y;let i=n===null||n===``?y:g`<p>${this.t(`monitoring.it_said`,{answer:n})}</p>`;return g`${r?g`<p>${this.t(`monitoring.relieved`)}</p>`:y} ${i}
    ${t===null?y:g`<p class="notice"><strong>${this.t(`monitoring.what_to_do`)}:</strong> ${t}</p>`}`}#a(){let{waiting:e,oldest_waiting:t,dead_letters:n}=this.endpoint,r=t===null?`–`:Z(this.format,t);return g`<p>
        ${e===0?this.t(`monitoring.waiting_none`):this.t(`monitoring.waiting`,{n:e,at:r})}
      </p>
      ${n===0?y:this.#o(n)}`}#o(e){return g`<p class="notice">${this.t(`monitoring.dead`,{n:e})}</p>
      <div class="actions">
        ${this.console.may(`read_history`)?g`<button @click=${()=>this.#f(`show`,`dead_letters`)}>
                ${this.t(`monitoring.show_dead`)}
              </button>`:y}
        ${this.console.may(`forward_incidents`)?g`<button @click=${()=>this.#f(`replay`,e)}>${this.t(`monitoring.replay_all`)}</button>`:y}
      </div>`}#s(){let{latency:e}=this.endpoint;if(e===null)return this.t(`monitoring.no_latency`);let t=ro(this.format,e.median*1e3);return this.t(`monitoring.latency`,{n:e.alarms,median:t,p95:ro(this.format,e.p95*1e3)})}#c(){return[this.console.may(`prove_paths`)&&this.endpoint.device_id!==null?g`<button class="strong" aria-disabled=${this.#t.busy?`true`:`false`} @click=${this.#d}>
            ${this.t(this.#t.busy?`monitoring.sending`:`monitoring.send_test`)}
          </button>`:y,this.console.may(`read_history`)?g`<button @click=${()=>this.#f(`show`,`all`)}>${this.t(`monitoring.show_sent`)}</button>`:y]}#l(){if(this.#t.error!==void 0)return g`<p class="error">${this.#t.error}</p>`;let e=this.#u();return e===null?y:g`<duress-test-answer .test=${e} .name=${this.endpoint.name}></duress-test-answer>`}#u(){let{answer:e}=this,t=this.endpoint.last_test;return e===void 0||t===null?e??t:t.at===this.#e?e:t.milliseconds===e.milliseconds?{...t,...e}:t}#d(){let e=[this.endpoint.device_id];this.#t.run(async()=>{this.answer=void 0,this.#e=this.endpoint.last_test?.at;let{tests:t}=await this.console.act(`send_test`,{endpoints:e});this.answer=t[0]})}#f(e,t){this.dispatchEvent(new CustomEvent(e,{detail:t}))}};N([S({attribute:!1})],yo.prototype,`endpoint`,void 0),N([S({attribute:!1})],yo.prototype,`primary`,void 0),N([C()],yo.prototype,`answer`,void 0),yo=N([x(`duress-endpoint-card`)],yo);var bo=class extends F{constructor(...e){super(...e),this.wanted={only:`all`},this.#e=new T(this,`duress/endpoints`,()=>this.#r),this.#t=new A(this)}#e;#t;render(){return g`<div class="page">
      <h1>${this.t(`common.page_monitoring`)}</h1>
      ${z(this.console,this.#e,e=>this.#n(e.endpoints))}
    </div>`}#n(e){return e.length===0?g`<p class="notice">${this.t(`monitoring.none`)}</p>`:g`<p>${this.#i(e)}</p>
      <p role="status" ?hidden=${this.replayed===void 0}>
        ${this.replayed===void 0?y:this.t(`monitoring.replayed`,{n:this.replayed})}
      </p>
      <section aria-labelledby="endpoints">
        <h2 id="endpoints" class="hidden">${this.t(`monitoring.endpoints`)}</h2>
        <div class="columns">
          ${W(e,e=>e.endpoint_id,t=>g`<duress-endpoint-card
                .endpoint=${t}
                .primary=${e.find(e=>e.endpoint_id===t.stands_in_for)?.name}
                @show=${e=>this.#o(t,e.detail)}
                @replay=${e=>this.#s({endpoint:t,count:e.detail})}
              ></duress-endpoint-card>`)}
        </div>
      </section>
      <duress-deliveries
        .endpoints=${e}
        .wanted=${this.wanted}
        @wanted=${e=>this.wanted=e.detail}
        @replay=${t=>this.#c(e,t.detail)}
      ></duress-deliveries>
      ${this.#a()}`}get#r(){return{language:this.console.texts.language}}#i(e){let t=e.filter(e=>e.state===`proven`).length;return t===0?this.t(`monitoring.lead_nobody`):t===e.length?this.t(`monitoring.lead_all`,{n:t}):this.t(`monitoring.lead_some`,{n:e.length,proven:t})}#a(){let{replay:e}=this,t=e===void 0?y:g`<p>${this.t(`monitoring.replay_text`,{n:e.count,name:e.endpoint.name})}</p>`;return g`<duress-dialog
      ?open=${e!==void 0}
      heading=${this.t(`monitoring.replay_heading`)}
      @closed=${()=>this.replay=void 0}
    >
      ${t}
      ${this.#t.error===void 0?y:g`<p class="error" role="alert">${this.#t.error}</p>`}
      <div class="actions" slot="actions">
        <button class="strong" ?disabled=${this.#t.busy} @click=${this.#l}>
          ${this.t(e?.delivery_id===void 0?`monitoring.replay_all`:`monitoring.replay_one`)}
        </button>
        <button @click=${()=>this.replay=void 0}>${this.t(`monitoring.keep`)}</button>
      </div>
    </duress-dialog>`}#o(e,t){this.wanted={endpoint_id:e.endpoint_id,only:t},this.deliveries.show()}#s(e){this.replayed=void 0,this.replay=e}#c(e,t){let n=e.find(e=>e.endpoint_id===t.endpoint_id);n!==void 0&&this.#s({endpoint:n,count:1,delivery_id:t.delivery_id})}#l(){let{replay:e}=this;if(e===void 0)return;let{endpoint:t,delivery_id:n}=e,r={endpoints:[t.device_id],...n===void 0?{}:{delivery_id:n}};this.#t.run(async()=>{let e=await this.console.act(`replay_deliveries`,r);this.replayed=e.replayed[0]?.messages??0,this.replay=void 0})}};N([C()],bo.prototype,`wanted`,void 0),N([C()],bo.prototype,`replay`,void 0),N([C()],bo.prototype,`replayed`,void 0),N([w(`duress-deliveries`)],bo.prototype,`deliveries`,void 0),bo=N([x(`duress-monitoring-page`)],bo);var xo=`config/config_entries/subentries/flow`,So=class{#e;#t;#n=!1;constructor(e,t){this.home=e,this.shown=t}async begin(e,t){let{connection:n}=this.home();this.#t=await n.subscribeEvents(e=>{e.data.flow_id===this.#e&&this.#r()},`data_entry_flow_progressed`),n.addEventListener(`ready`,this.#r),await this.#i(`POST`,xo,{handler:[e,t]})}async answer(e){this.#e!==void 0&&await this.#i(`POST`,`${xo}/${this.#e}`,e)}end(){if(this.#n)return;this.#n=!0;let e=this.home();e.connection.removeEventListener(`ready`,this.#r),this.#t?.().catch(()=>void 0),this.#e!==void 0&&e.callApi(`DELETE`,`${xo}/${this.#e}`).catch(()=>void 0)}#r=()=>{this.#e!==void 0&&this.#i(`GET`,`${xo}/${this.#e}`).catch(()=>void 0)};async#i(e,t,n){let r;try{r=await this.home().callApi(e,t,n)}catch(e){throw new Lt(k(e))}let i=r.type===`abort`||r.type===`create_entry`;this.#e=i?void 0:r.flow_id,this.#n&&this.#e!==void 0&&this.home().callApi(`DELETE`,`${xo}/${this.#e}`),this.#n||this.shown(r)}};function Co(e,t){let n=e.data_schema?.find(e=>e.name===t)?.description?.suggested_value;return n==null?void 0:String(n)}function wo(e,t){return(e.data_schema?.find(e=>e.name===t)?.selector?.select?.options??[]).map(e=>typeof e==`string`?[e,e]:[e.value,e.label])}var To=o`
  :host,
  form {
    display: grid;
    gap: 12px;
  }
  .listening {
    padding: 16px;
    border: 2px dashed var(--edge);
    border-radius: var(--round);
    font-size: 1.2rem;
  }
  .heard {
    font-size: 1.2rem;
    font-weight: 600;
  }
`,Eo=class extends P{constructor(...e){super(...e),this.added=[],this.#e=new A(this),this.#s=()=>{this.step?.type===`abort`?this.#o():this.#u({next_step_id:`series`})}}static{this.styles=[M,To]}#e;#t;firstUpdated(){this.#o()}disconnectedCallback(){super.disconnectedCallback(),this.#t?.end(),this.#t=void 0}render(){let{error:e}=this.#e;return g`<p>${this.t(`people.add_what`)}</p>
      <div role="status">${this.#n()}</div>
      ${this.#r()} ${e===void 0?y:g`<p class="error" role="alert">${e}</p>`}
      ${this.added.length===0?y:g`<h3>${this.t(`people.added`,{n:this.added.length})}</h3>
              <ol>
                ${this.added.map(e=>g`<li>${e}</li>`)}
              </ol>`}
      <div class="actions">
        <button @click=${()=>this.dispatchEvent(new CustomEvent(`done`))}>${this.t(`people.add_end`)}</button>
      </div>`}#n(){let{step:e}=this;return e===void 0?y:e.type===`progress`?g`<p class="listening">${this.t(`people.press_now`)}</p>`:e.type===`abort`?g`<p class="notice">
        ${this.console.texts.find(`people.add_abort_${e.reason??``}`)??this.t(`people.add_over`)}
      </p>`:e.step_id===`series_idle`?g`<p class="notice">${this.t(`people.add_idle`)}</p>`:y}#r(){let{step:e}=this;return e?.step_id===`series_idle`||e?.type===`abort`?g`<div class="actions">
        <button class="strong" ?disabled=${this.#e.busy} @click=${this.#s}>
          ${this.t(`people.add_again`)}
        </button>
      </div>`:e?.type===`form`?e.step_id===`heard`?this.#i(e):this.#a(e):y}#i(e){return g`<p>${this.t(`people.add_several`)}</p>
      <div class="actions">
        ${wo(e,`uid`).map(([e,t])=>g`<button ?disabled=${this.#e.busy} @click=${()=>this.#u({uid:e})}>${t}</button>`)}
      </div>`}#a(e){let t=Co(e,`model`),n=wo(e,`model`).find(([e])=>e===t)?.[1]??``,r=Co(e,`area`),i=Object.values(this.console.home.areas).sort((e,t)=>e.name.localeCompare(t.name)),a=Object.entries(e.errors??{});return g`<form class="card" @submit=${t=>this.#l(t,e)}>
      <p class="heard" role="status">
        ${this.t(`people.was_heard`,{what:`${n} ${Co(e,`serial`)??``}`.trim()})}
      </p>
      <label
        >${this.t(`people.label`)}
        <input
          name="name"
          required
          maxlength="100"
          autocomplete="off"
          .value=${Co(e,`name`)??``}
          aria-describedby="help"
        />
        <span id="help" class="quiet">${this.t(`people.label_help`)}</span>
      </label>
      <label
        >${this.t(`people.usual_room`)}
        <select name="area">
          <option value="">–</option>
          ${i.map(e=>g`<option value=${e.area_id} ?selected=${e.area_id===r}>${e.name}</option>`)}
        </select>
      </label>
      ${a.map(([,e])=>g`<p class="error" role="alert">
            ${this.console.texts.find(`people.add_error_${e}`)??this.t(`people.add_error`)}
          </p>`)}
      <div class="actions">
        <button class="strong" ?disabled=${this.#e.busy}>${this.t(`people.add_save`)}</button>
      </div>
    </form>`}#o(){let e=new So(()=>this.console.home,e=>this.#c(e));this.#t=e,this.#e.run(async()=>{await e.begin(this.console.site.site,`transmitter`),this.step?.step_id===`user`&&await e.answer({next_step_id:`series`})})}#s;#c(e){let t=e.step_id!==this.step?.step_id;this.step=e,e.type===`form`&&t&&this.updateComplete.then(()=>{let e=this.renderRoot.querySelector(`form input, .actions button`);e?.focus(),e instanceof HTMLInputElement&&e.select()})}#l(e,t){e.preventDefault();let n=new FormData(e.currentTarget),r=Do(n,`name`),i=Do(n,`area`),a=[`serial`,`model`,`role`].flatMap(e=>{let n=Co(t,e);return n===void 0?[]:[[e,n]]}),o={...Object.fromEntries(a),name:r,...i===``?{}:{area:i},another:!0};this.#u(o).then(e=>{e&&this.step?.step_id!==t.step_id&&(this.added=[...this.added,r])})}#u(e){return this.#e.run(()=>this.#t?.answer(e)??Promise.resolve())}};N([C()],Eo.prototype,`step`,void 0),N([C()],Eo.prototype,`added`,void 0),Eo=N([x(`duress-add-pendants`)],Eo);function Do(e,t){let n=e.get(t);return typeof n==`string`?n.trim():``}function Oo(e){return Date.parse(e)/1e3}var ko=/* @__PURE__ */ new Set([`assigned`,`loaned`]),Ao=/* @__PURE__ */ new Set([`away`,`lost`,`in_repair`,`retired`]);function jo(e){return ko.has(e.life)}var Mo={all:()=>!0,attention:e=>e.troubles.length>0||jo(e)&&e.ready===null||e.overdue,missing:e=>e.troubles.includes(`missing`),not_heard:e=>jo(e)&&e.ready===null,battery:e=>e.battery_low,loan:e=>e.life===`loaned`,unassigned:e=>e.role===`pendant`&&jo(e)&&e.person_id===null,spare:e=>e.life===`in_stock`,test:e=>e.test_until!==null,out:e=>Ao.has(e.life)};function No(e,t){return Object.keys(Mo).map(t=>[t,e.filter(Mo[t]).length]).filter(([e,n])=>n>0||e===`all`||e===t)}function Po(e){if(e.troubles.includes(`missing`))return{word:`missing`,tone:`alarm`};let[t]=e.troubles;return t===void 0?e.ready===null?jo(e)?{word:`not_heard`,tone:`warn`}:{word:`silent`,tone:`none`}:e.test_until===null?{word:`works`,tone:`good`}:{word:`on_test`,tone:`none`}:{word:e.battery_low?`low_battery`:t,tone:`warn`}}var Fo=[`alarm`,`warn`,`none`,`good`],Io=new Intl.Collator(void 0,{numeric:!0,sensitivity:`base`}),Lo={label:e=>e.label,holder:e=>e.holder??`￿`,room:e=>e.room??`￿`,state:e=>`${Fo.indexOf(Po(e).tone)} ${Po(e).word}`,life:e=>`${+!e.overdue} ${e.life} ${e.due??``}`,tested:e=>String(Math.round(e.tested_at??0)).padStart(12,`0`)};function Ro(e,t,n,r){let i=r.down?-1:1;return e.filter(e=>Mo[t](e)&&si(n,e.label,e.serial,e.holder,e.room,e.model)).map(e=>[Lo[r.column](e),e]).sort(([e,t],[n,r])=>i*Io.compare(e,n)||Io.compare(t.label,r.label)).map(([,e])=>e)}function zo(e,t){let n=new Map(e.map(e=>[e.subentry_id,e]));return t.map(e=>{let t=n.get(e.subentry_id);return t!==void 0&&JSON.stringify(t)===JSON.stringify(e)?t:e})}function Bo(e){let t=e=>e.ready===!0?0:e.ready===null?1:2;return e.filter(e=>e.life===`in_stock`&&e.role===`pendant`&&e.device_id!==null).sort((e,n)=>t(e)-t(n)||Io.compare(e.label,n.label))}function Vo(e){return e.filter(e=>e.life===`loaned`).sort((e,t)=>Number(t.overdue)-Number(e.overdue)||Date.parse(e.due??``)-Date.parse(t.due??``)||Io.compare(e.label,t.label))}function Q(e,t){e.dispatchEvent(new CustomEvent(`said`,{detail:t,bubbles:!0,composed:!0}))}function Ho(e,t,n=Date.now()/1e3){return e.date(t)===e.date(n)?e.time(t):e.dateTime(t)}var Uo=o`
  form {
    display: grid;
    gap: 12px;
  }
`,$=class extends P{constructor(...e){super(...e),this.loan=!1,this.desk=!1,this.chosen={value:void 0,created:void 0},this.isLoan=!1,this.unsaid=!1,this.#e=new A(this)}static{this.styles=[M,Uo]}#e;willUpdate(e){(e.has(`loan`)||e.has(`desk`))&&(this.isLoan=this.loan||this.desk)}render(){let e=Bo(this.roster.devices);return this.pendant===void 0&&e.length===0?g`<p class="notice">${this.t(`people.no_spare`)}</p>`:g`<form @submit=${this.#d}>
      ${this.#i()} ${this.pendant===void 0?this.#a(e):y} ${this.#o()} ${this.#s()}
      ${this.#c()} ${this.unsaid?g`<p class="error" role="alert">${this.t(`people.who_first`)}</p>`:y}
      ${this.#e.error===void 0?y:g`<p class="error" role="alert">${this.#e.error}</p>`}
      <div class="actions">
        <button type="submit" class="strong" ?disabled=${this.#e.busy}>
          ${this.t(this.isLoan?`people.lend`:`people.hand_out`)}
        </button>
      </div>
    </form>`}focus(){(this.choice??this.renderRoot.querySelector(`input, select, button`))?.focus()}get#t(){return this.person??this.chosen.value}get#n(){if(this.pendant!==void 0)return this.pendant;let e=Bo(this.roster.devices);return e.find(e=>e.subentry_id===this.spare)??e[0]}get#r(){let e=this.#t;return e===void 0?[]:this.roster.devices.filter(t=>t.person_id===e&&t.role===`pendant`&&jo(t)&&t.subentry_id!==this.#n?.subentry_id)}#i(){if(this.person!==void 0)return y;if(!this.roster.names)return g`<label
        >${this.t(`people.staff_number_of`)}
        <input
          id="staff"
          required
          autocomplete="off"
          @input=${e=>this.chosen={value:e.target.value.trim()||void 0,created:void 0}}
        />
      </label>`;let e=(this.roster.people??[]).map(e=>{let t=[e.staff_id,e.room,...e.devices].filter(e=>e!==null).join(` · `);return{value:e.person_id,label:e.name,...t===``?{}:{more:t}}});return g`<duress-choice
      label=${this.t(`people.who_gets`)}
      .options=${e}
      creating=${this.console.may(`change_people`)?this.t(`people.new_person`):``}
      @chosen=${this.#l}
    ></duress-choice>`}#a(e){return g`<label
      >${this.t(`people.which_pendant`)}
      <select @change=${e=>this.spare=e.target.value}>
        ${e.map(e=>g`<option value=${e.subentry_id} ?selected=${e.subentry_id===this.#n?.subentry_id}>
              ${e.label} –
              ${this.t(e.ready===!0?`people.spare_works`:e.ready===null?`people.spare_silent`:`people.spare_trouble`)}
            </option>`)}
      </select>
    </label>`}#o(){return this.chosen.created===void 0?y:g`<label
      >${this.t(`people.staff_number_optional`)}
      <input id="new-staff" autocomplete="off" maxlength="200" />
    </label>`}#s(){return g`${this.desk?y:g`<label class="row"
          ><input
            type="checkbox"
            .checked=${this.isLoan}
            @change=${e=>this.isLoan=e.target.checked}
          />${this.t(`people.as_loan`)}</label
        >`}${this.isLoan?g`<label
          >${this.t(`people.due`)}
          <input id="due" type="datetime-local" aria-describedby="due-help" />
          <span id="due-help" class="quiet">${this.t(`people.due_help`)}</span>
        </label>`:y}`}#c(){let e=this.#r;if(e.length===0)return y;let t=this.format.list(e.map(e=>e.label));return g`<label class="row"
      ><input
        id="own"
        type="checkbox"
        checked
      />${this.t(this.isLoan?`people.own_at_home`:`people.own_back`,{devices:t})}</label
    >`}#l(e){this.chosen=e.detail,this.unsaid=!1,e.detail.value===void 0?e.detail.created!==void 0&&this.updateComplete.then(()=>this.#u(`new-staff`)?.focus()):this.updateComplete.then(()=>this.button?.focus())}#u(e){return this.renderRoot.querySelector(`#${e}`)}#d(e){e.preventDefault();let t=this.#n,{created:n}=this.chosen;if(this.unsaid=this.#t===void 0&&n===void 0,this.unsaid||t===void 0)return;let r=this.#u(`own`)?.checked===!0?this.#r:[],i=this.#u(`due`)?.value??``,a=this.#u(`new-staff`)?.value.trim()??``,o={device_id:t.device_id,...n===void 0?{person:this.#t}:{name:n},...n!==void 0&&a!==``?{staff_id:a}:{},life:this.isLoan?`loaned`:`assigned`,...i===``?{}:{due:new Date(i).toISOString()},swap:r.length>0&&!this.isLoan};this.#e.run(()=>this.#f(o,r))}async#f(e,t){let n=await this.console.act(`assign`,e);this.isLoan&&t.length>0&&await this.console.act(`set_life`,{device_id:t.flatMap(e=>e.device_id??[]),life:`away`,reason:this.t(`people.reason_at_home`)});let r=this.roster.people?.find(e=>e.person_id===this.#t)?.name,i=this.chosen.created??r??this.#t??``,a={device:n.label,holder:i};n.due===null?Q(this,this.t(`people.handed_out`,a)):Q(this,this.t(`people.lent`,{...a,at:Ho(this.format,Oo(n.due))})),this.chosen={value:void 0,created:void 0},this.spare=void 0,this.choice?.clear(),this.dispatchEvent(new CustomEvent(`done`))}};N([S({attribute:!1})],$.prototype,`roster`,void 0),N([S({attribute:!1})],$.prototype,`pendant`,void 0),N([S()],$.prototype,`person`,void 0),N([S({type:Boolean})],$.prototype,`loan`,void 0),N([S({type:Boolean})],$.prototype,`desk`,void 0),N([C()],$.prototype,`chosen`,void 0),N([C()],$.prototype,`isLoan`,void 0),N([C()],$.prototype,`spare`,void 0),N([C()],$.prototype,`unsaid`,void 0),N([w(`duress-choice`)],$.prototype,`choice`,void 0),N([w(`button[type=submit]`)],$.prototype,`button`,void 0),$=N([x(`duress-hand-over`)],$);var Wo={alarm:`▲`,warn:`◆`,good:`●`,none:`○`},Go={alarm:`alarm`,warn:`warn`,good:``,none:``};function Ko(e,t){let{texts:n}=e,{word:r,tone:i}=Po(t),a=t.troubles.length>1?t.troubles.filter(e=>e!==r):[];return g`<span class="chip ${Go[i]}"
      ><span aria-hidden="true">${Wo[i]}</span> ${n.find(`people.state_${r}`)??r}</span
    >
    ${a.map(e=>g`<span class="quiet">${n.find(`people.state_${e}`)??e}</span>`)}
    ${qo(e,t)}`}function qo(e,t){let{texts:n,format:r}=e,{word:i}=Po(t),a=[];if(t.silent_since!==null&&i!==`on_test`&&a.push(n.say(`people.last_heard`,{at:Ho(r,t.silent_since)})),t.test_until!==null){let e=i===`on_test`?`people.until`:`people.on_test_until`;a.push(n.say(e,{at:Ho(r,t.test_until)}))}return t.muted&&a.push(n.say(`people.muted`)),a.length===0?y:g`<span class="quiet">${a.join(` · `)}</span>`}function Jo(e,t){let{texts:n,format:r}=e;if(t.life===`loaned`&&t.due!==null){let e=Ho(r,Oo(t.due));return n.say(t.overdue?`people.loan_overdue`:`people.loan_until`,{at:e})}return n.find(`people.life_${t.life}`)??t.life}function Yo(e){if(e.button!==0||e.ctrlKey||e.metaKey||e.shiftKey)return;e.preventDefault();let t=e.currentTarget;L(t.getAttribute(`href`)??``)}function Xo(e,t=!1){let n=t?g`<span class="quiet">${e.model} · ${e.serial}</span>`:y;return e.device_id===null?g`${e.label} ${n}`:g`<a class="row-link" href=${I(`people`,`pendant`,e.device_id)} @click=${Yo}
    ><strong>${e.label}</strong> ${n}</a
  >`}function Zo(e,t,n){let{console:r}=e,{texts:i,format:a}=r,o=(e,t)=>g`<td role="cell" data-label=${i.say(`people.column_${e}`)}><div>${t}</div></td>`,s=t.holder??(t.role===`pendant`&&jo(t)?g`<em>${i.say(`people.nobody`)}</em>`:`–`);return g`<tr role="row" class=${n?`chosen`:y}>
    ${e.select===void 0?y:Qo(e,t,n)}
    <th role="rowheader" scope="row">${Xo(t,!0)}</th>
    ${e.names?o(`holder`,s):y} ${o(`room`,t.room??`–`)}
    ${o(`state`,Ko(r,t))} ${o(`life`,Jo(r,t))}
    ${o(`tested`,t.tested_at===null?i.say(`people.never_tested`):a.date(t.tested_at))}
  </tr>`}function Qo(e,t,n){return g`<td role="cell" class="tick">
    <label class="row"
      ><input
        type="checkbox"
        .checked=${n}
        @change=${n=>e.select?.(t,n.target.checked)}
      /><span class="hidden">${e.console.texts.say(`people.select_row`,{label:t.label})}</span></label
    >
  </td>`}var $o=o`
  :host {
    display: block;
  }
  li {
    display: grid;
    gap: 8px;
    padding: 8px 0;
    border-bottom: 1px solid var(--line);
  }
  .line {
    display: flex;
    flex-wrap: wrap;
    gap: 8px 12px;
    align-items: center;
    justify-content: space-between;
  }
`;function es(e){let{gaps:t}=e;return t===void 0||e.people?.length!==0?t:{...t,without_holder:[]}}function ts(e){return e===void 0?0:[e.without_pendant,e.without_holder,e.two_for_one,e.perhaps_lost].reduce((e,t)=>e+t.length,0)}var ns=class extends P{static{this.styles=[M,$o]}#e=new A(this);render(){let e=es(this.roster);if(e===void 0)return g``;let{error:t}=this.#e;return g`${t===void 0?y:g`<p class="error" role="alert">${t}</p>`}
      ${ts(e)===0?g`<p class="card">${this.t(`people.no_gaps`)}</p>`:y}
      <div class="columns">
        ${this.#t(`without_pendant`,e.without_pendant,e=>this.#n(g`<strong>${e.name}</strong>`,e.person_id,this.t(`people.give_any`),()=>this.#r(g`<duress-hand-over
                .roster=${this.roster}
                person=${e.person_id}
                @done=${this.#d}
              ></duress-hand-over>`)))}
        ${this.#t(`without_holder`,e.without_holder,e=>this.#i(e))}
        ${this.#t(`two_for_one`,e.two_for_one,e=>this.#a(e.name,e.person_id))}
        ${this.#t(`perhaps_lost`,e.perhaps_lost,e=>this.#o(e))}
        ${this.#t(`without_training`,e.without_training,e=>this.#s(e.name,e.person_id))}
      </div>`}#t(e,t,n){return t.length===0?y:g`<section class="card" aria-labelledby=${e}>
      <h2 id=${e}>${this.t(`people.gap_${e}`,{n:t.length})}</h2>
      <p class="quiet">${this.t(`people.gap_${e}_why`)}</p>
      <ul class="plain">
        ${t.map(e=>g`<li>${n(e)}</li>`)}
      </ul>
    </section>`}#n(e,t,n,r,i){let a=this.opened===t;return g`<div class="line">
        <span>${e}</span>
        <div class="actions">
          ${i??y}
          ${this.console.may(`change_lives`)?g`<button aria-expanded=${a} @click=${()=>this.opened=a?void 0:t}>
                  ${n}
                </button>`:y}
        </div>
      </div>
      ${a?r():y}`}#r(e){return g`<div class="card">${e}</div>`}#i(e){let t=this.#u(e.device_id);return t===void 0?g`${e.label}`:this.#n(Xo(t),t.subentry_id,this.t(`people.give`),()=>this.#r(g`<duress-hand-over .roster=${this.roster} .pendant=${t} @done=${this.#d}></duress-hand-over>`),this.#c(t,this.t(`people.to_stock`)))}#a(e,t){return g`<strong>${e}</strong>
      ${this.roster.devices.filter(e=>e.person_id===t&&e.role===`pendant`&&(e.life===`assigned`||e.life===`loaned`)).map(e=>g`<div class="line">${Xo(e)} ${this.#c(e,this.t(`people.take_back`))}</div>`)}`}#o(e){let t=this.#u(e.device_id);return t===void 0?g`${e.label}`:g`<div class="line">
      <span>${Xo(t)} ${e.holder??``}</span>
      <div class="actions">
        ${this.#c(t,this.t(`people.take_back`))}
        ${this.console.may(`change_lives`)?g`<button
                aria-label=${this.t(`people.act_on`,{act:this.t(`people.is_lost`),device:t.label})}
                ?disabled=${this.#e.busy}
                @click=${()=>this.#l(t)}
              >
                ${this.t(`people.is_lost`)}
              </button>`:y}
      </div>
    </div>`}#s(e,t){return g`<div class="line">
      <strong>${e}</strong>
      ${this.console.may(`change_people`)?g`<button
              aria-label=${this.t(`people.act_on`,{act:this.t(`people.trained_today`),device:e})}
              ?disabled=${this.#e.busy}
              @click=${()=>this.#f(`change_person`,{site:this.console.site.site,person:t,trained_on:rs()},this.t(`people.trained_said`,{name:e}))}
            >
              ${this.t(`people.trained_today`)}
            </button>`:y}
    </div>`}#c(e,t){return this.console.may(`change_lives`)?g`<button
      aria-label=${this.t(`people.act_on`,{act:t,device:e.label})}
      ?disabled=${this.#e.busy}
      @click=${()=>this.#f(`return_device`,{device_id:[e.device_id]},this.t(`people.taken_back`,{device:e.label}))}
    >
      ${t}
    </button>`:g``}#l(e){let t=this.word(`people`,`life_lost`);this.#f(`set_life`,{device_id:[e.device_id],life:`lost`,reason:this.t(`people.reason_not_returned`)},this.t(`people.life_said`,{device:e.label,life:t}))}#u(e){return this.roster.devices.find(t=>t.device_id===e)}#d=()=>{this.opened=void 0};#f(e,t,n){this.#e.run(()=>this.console.act(e,t)).then(e=>{e&&Q(this,n)})}};N([S({attribute:!1})],ns.prototype,`roster`,void 0),N([C()],ns.prototype,`opened`,void 0),ns=N([x(`duress-gaps-list`)],ns);function rs(){let e=/* @__PURE__ */ new Date,t=e=>String(e).padStart(2,`0`);return`${e.getFullYear()}-${t(e.getMonth()+1)}-${t(e.getDate())}`}function is(e){let[t,n]=new Uint8Array(e);if(t===255&&n===254)return new TextDecoder(`utf-16le`).decode(e);if(t===254&&n===255)return new TextDecoder(`utf-16be`).decode(e);try{return new TextDecoder(`utf-8`,{fatal:!0}).decode(e)}catch{return new TextDecoder(`windows-1252`).decode(e)}}var as=o`
  :host,
  form {
    display: grid;
    gap: 12px;
  }
  ul {
    max-height: 30vh;
    margin: 0;
    overflow: auto;
  }
  .counts {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
  }
  textarea {
    min-height: 120px;
    font-family: monospace;
  }
`,os=class extends P{constructor(...e){super(...e),this.csv=``,this.#e=new A(this),this.#d=()=>{let e={...this.#l,language:this.console.home.language,confirm:!0};this.#e.run(async()=>{this.taken=await this.console.act(`import_roster`,e),this.preview=void 0,this.csv=``})}}static{this.styles=[M,as]}#e;render(){let{error:e}=this.#e;return g`${e===void 0?y:g`<p class="error" role="alert">${e}</p>`}
      <div role="status">
        ${this.taken===void 0?y:g`<p class="heading">${this.t(`people.import_done`,{n:this.#r(this.taken)})}</p>`}
      </div>
      ${this.taken===void 0?this.preview===void 0?this.#t():this.#i(this.preview):this.#o()}`}#t(){return g`<form @submit=${this.#c}>
        <p>${this.t(`people.import_what`)}</p>
        <label
          >${this.t(`people.import_file`)}
          <input type="file" accept=".csv,.txt,text/csv" @change=${this.#s} />
        </label>
        <label
          >${this.t(`people.import_paste`)}
          <textarea
            spellcheck="false"
            .value=${this.csv}
            @input=${e=>this.csv=e.target.value}
          ></textarea>
        </label>
        <div class="actions">
          <button class="strong" ?disabled=${this.#e.busy||this.csv.trim()===``}>
            ${this.t(`people.import_preview`)}
          </button>
        </div>
      </form>
      ${this.#n()}`}#n(){let e=this.roster.last_import;return e===null?y:g`<div class="card">
      <p>${this.t(`people.import_last`,{at:Ho(this.format,e.at)})}</p>
      <div class="actions">
        <button ?disabled=${this.#e.busy} @click=${()=>this.#f(e.import_id)}>
          ${this.t(`people.import_undo`)}
        </button>
      </div>
    </div>`}#r(e){return e.rows.added+e.rows.changed}#i(e){let t=this.#r(e),{rows:n}=e;return g`<p>${this.t(`people.import_nothing_yet`)}</p>
      <p class="counts" role="status">
        <span class="chip">${this.t(`people.rows_added`,{n:n.added})}</span>
        <span class="chip">${this.t(`people.rows_changed`,{n:n.changed})}</span>
        <span class="chip">${this.t(`people.rows_unchanged`,{n:n.unchanged})}</span>
        <span class="chip ${n.left_out>0?`warn`:``}"
          >${this.t(`people.rows_left_out`,{n:n.left_out})}</span
        >
      </p>
      ${this.#a(`people.import_errors`,e.errors.map(e=>e.message),e.errors_left_out)}
      ${this.#a(`people.import_changes`,e.changes,e.changes_left_out)}
      ${e.ignored_columns.length===0?y:g`<p class="quiet">${this.t(`people.import_ignored`,{columns:this.format.list(e.ignored_columns)})}</p>`}
      <div class="actions">
        ${t===0?g`<p>${this.t(`people.import_empty`)}</p>`:g`<button class="strong" ?disabled=${this.#e.busy} @click=${this.#d}>
                ${this.t(`people.import_confirm`,{n:t})}
              </button>`}
        <button ?disabled=${this.#e.busy} @click=${()=>this.preview=void 0}>
          ${this.t(`people.import_other`)}
        </button>
      </div>`}#a(e,t,n){return t.length===0?y:g`<h3>${this.t(e,{n:t.length+n})}</h3>
      <ul tabindex="0" aria-label=${this.t(e,{n:t.length+n})}>
        ${t.map(e=>g`<li>${e}</li>`)}
        ${n===0?y:g`<li class="quiet">${this.t(`people.and_more`,{n})}</li>`}
      </ul>`}#o(){let e=this.taken?.import_id;return g`<p>${this.t(`people.import_undo_how`)}</p>
      <div class="actions">
        <button class="strong" @click=${()=>this.dispatchEvent(new CustomEvent(`done`))}>
          ${this.t(`people.import_fine`)}
        </button>
        ${e?g`<button ?disabled=${this.#e.busy} @click=${()=>this.#f(e)}>${this.t(`people.import_undo`)}</button>`:y}
      </div>`}#s(e){let t=e.target.files?.[0];t!==void 0&&this.#e.run(async()=>{this.csv=is(await t.arrayBuffer()),await this.#u()})}#c(e){e.preventDefault(),this.#e.run(()=>this.#u())}get#l(){return{site:this.console.site.site,csv:this.csv}}async#u(){let e={...this.#l,language:this.console.home.language};this.preview=await this.console.act(`import_roster`,e)}#d;#f(e){let t={site:this.console.site.site,import_id:e};this.#e.run(async()=>{let{kept:e}=await this.console.act(`undo_import`,t),n=this.t(`people.import_undone`);Q(this,e.length===0?n:`${n} ${this.t(`people.import_kept`,{what:this.format.list(e)})}`),this.dispatchEvent(new CustomEvent(`done`))})}};N([S({attribute:!1})],os.prototype,`roster`,void 0),N([C()],os.prototype,`csv`,void 0),N([C()],os.prototype,`preview`,void 0),N([C()],os.prototype,`taken`,void 0),os=N([x(`duress-import-roster`)],os);var ss=o`
  :host {
    display: block;
  }
  li {
    display: grid;
    gap: 8px;
    padding: 8px 0;
    border-bottom: 1px solid var(--line);
  }
  .loan {
    display: flex;
    flex-wrap: wrap;
    gap: 4px 12px;
    align-items: center;
  }
  .overdue {
    padding-inline-start: 12px;
    border-inline-start: 4px solid var(--alarm);
  }
  .link {
    padding-block: 10px;
  }
`,cs=class extends P{static{this.styles=[M,ss]}#e=new A(this);render(){let e=Bo(this.roster.devices).length;return g`<div class="columns">
      <section class="card" aria-labelledby="lend">
        <h2 id="lend">${this.t(`people.lend_title`)}</h2>
        <p class="quiet">${this.t(`people.spares`,{n:e})}</p>
        ${this.console.may(`change_lives`)?g`<duress-hand-over desk .roster=${this.roster} @done=${()=>this.#t()}></duress-hand-over>`:g`<p class="quiet">${this.t(`people.may_not_lend`)}</p>`}
      </section>
      ${this.#n()}
    </div>`}firstUpdated(){this.form?.updateComplete.then(()=>this.#t())}#t(){matchMedia(`(pointer: fine)`).matches&&this.form?.focus()}#n(){let e=Vo(this.roster.devices),t=e.filter(e=>e.overdue).length;return g`<section class="card" aria-labelledby="out">
      <h2 id="out">${this.t(`people.out_title`,{n:e.length})}</h2>
      ${t===0?y:g`<p class="notice">${this.t(`people.overdue`,{n:t})}</p>`}
      ${this.#e.error===void 0?y:g`<p class="error" role="alert">${this.#e.error}</p>`}
      ${e.length===0?g`<p class="quiet">${this.t(`people.no_loans`)}</p>`:y}
      <ul class="plain">
        ${e.map(e=>this.#r(e))}
      </ul>
    </section>`}#r(e){let t=this.#i(e),n=(t,n)=>g`<button
        aria-label=${this.t(`people.act_on`,{act:n,device:e.label})}
        ?disabled=${this.#e.busy}
        @click=${()=>this.#a(e,t)}
      >
        ${n}
      </button>`;return g`<li class=${e.overdue?`overdue`:y}>
      <div class="loan">
        ${Xo(e)}
        ${e.holder===void 0?y:g`<strong>${e.holder??this.t(`people.nobody`)}</strong>`}
        <span>${Jo(this.console,e)}</span> ${e.ready===!0?y:Ko(this.console,e)}
      </div>
      ${this.console.may(`change_lives`)?g`<div class="actions">
              ${n([],this.t(`people.take_back`))}
              ${t.length===0?y:n(t,this.t(`people.take_back_own`,{devices:this.format.list(t.map(e=>e.label))}))}
            </div>`:y}
    </li>`}#i(e){return e.person_id===null?[]:this.roster.devices.filter(t=>t.person_id===e.person_id&&t.life===`away`)}#a(e,t){this.#e.run(async()=>{await this.console.act(`return_device`,{device_id:[e.device_id]}),t.length>0&&await this.console.act(`set_life`,{device_id:t.map(e=>e.device_id),life:`assigned`})}).then(t=>{t&&(Q(this,this.t(`people.taken_back`,{device:e.label})),this.#t())})}};N([S({attribute:!1})],cs.prototype,`roster`,void 0),N([w(`duress-hand-over`)],cs.prototype,`form`,void 0),cs=N([x(`duress-loaner-desk`)],cs);var ls=o`
  form {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
    align-items: end;
  }
  label {
    flex: 1 1 160px;
  }
`,us=class extends P{constructor(...e){super(...e),this.device=``,this.#e=new A(this)}static{this.styles=[M,ls]}#e;render(){return g`<form @submit=${this.#n}>
        ${this.device===``?g`<label
                >${this.t(`people.serial`)}
                <input id="serial" inputmode="numeric" pattern="[0-9]+" required autocomplete="off" />
              </label>`:y}
        <label
          >${this.t(`people.had_at`)}
          <input id="at" type="datetime-local" required />
        </label>
        <button ?disabled=${this.#e.busy}>${this.t(`people.who_had`)}</button>
      </form>
      <p role="status">${this.answer===void 0?y:this.#t(this.answer)}</p>
      ${this.#e.error===void 0?y:g`<p class="error" role="alert">${this.#e.error}</p>`}`}#t(e){let t=e.label??this.serial?.value??``,n=this.format.dateTime(Date.parse(e.at)/1e3),r=this.word(`people`,`life_${e.life}`);return e.forgotten?this.t(`people.had_forgotten`,{device:t,at:n}):e.name===null?this.t(`people.had_nobody`,{device:t,at:n,life:r}):this.t(`people.had`,{device:t,at:n,name:e.name,life:r})}#n(e){e.preventDefault();let t=this.device===``?{serial:Number(this.serial?.value)}:{device_id:this.device},n={site:this.console.site.site,at:new Date(this.at.value).toISOString(),...t};this.answer=void 0,this.#e.run(async()=>this.answer=await this.console.act(`who_had`,n))}};N([S()],us.prototype,`device`,void 0),N([C()],us.prototype,`answer`,void 0),N([w(`#serial`)],us.prototype,`serial`,void 0),N([w(`#at`)],us.prototype,`at`,void 0),us=N([x(`duress-who-had`)],us);var ds=o`
  :host {
    display: grid;
    gap: 12px;
  }
  li {
    padding-inline-start: 12px;
    border-inline-start: 3px solid var(--line);
  }
`,fs=class extends P{constructor(...e){super(...e),this.history=[],this.device=``}static{this.styles=[M,ds]}render(){return g`<h3>${this.t(`people.history`)}</h3>
      <duress-who-had device=${this.device}></duress-who-had>
      ${this.history.length===0?g`<p class="quiet">${this.t(`people.no_history`)}</p>`:y}
      <ol class="plain">
        ${this.history.map(e=>this.#e(e))}
      </ol>`}#e(e){let t=e=>Ho(this.format,Oo(e)),n=e.holder??(e.forgotten?this.t(`people.forgotten`):void 0),r=[e.reason,e.by===null?void 0:this.t(`people.said_by`,{name:e.by})].filter(e=>e!==void 0&&e!==``).join(` · `);return g`<li>
      <strong>${n??this.word(`people`,`life_${e.life}`)}</strong>
      ${n===void 0?y:g`<span>· ${this.word(`people`,`life_${e.life}`)}</span>`}
      <br />
      ${e.until===null?this.t(`people.since`,{at:e.since===null?`–`:t(e.since)}):this.t(`people.from_until`,{from:e.since===null?`–`:t(e.since),until:t(e.until)})}
      ${r===``?y:g`<br /><span class="quiet">${r}</span>`}
    </li>`}};N([S({attribute:!1})],fs.prototype,`history`,void 0),N([S()],fs.prototype,`device`,void 0),fs=N([x(`duress-stretches`)],fs);var ps=/* @__PURE__ */ new Set([`away`,`lost`,`in_repair`,`retired`]),ms=o`
  :host {
    display: grid;
    gap: var(--gap);
  }
  dl {
    display: grid;
    grid-template-columns: minmax(110px, 30%) 1fr;
    gap: 8px 12px;
    margin: 0;
  }
  dt {
    color: var(--quiet);
  }
  dd {
    margin: 0;
  }
  .big {
    font-size: 1.15rem;
  }
`,hs=class extends P{constructor(...e){super(...e),this.device=``,this.handing=!1,this.#e=new T(this,`duress/pendant`,()=>({device_id:this.device})),this.#t=new A(this)}static{this.styles=[M,ms]}#e;#t;render(){return z(this.console,this.#e,({device:e,history:t})=>e===null?g`<p class="notice">${this.t(`people.removed`)}</p>`:g`${this.#n(e)} ${this.#a(e)}
          ${t===null?y:g`<duress-stretches .history=${t} device=${this.device}></duress-stretches>`}`)}#n(e){let{format:t}=this,n=(e,t)=>g`<dt>${e}</dt>
        <dd>${t}</dd>`,r=e.tested_at;return g`<dl>
      ${n(this.t(`people.column_state`),Ko(this.console,e))}
      ${e.holder===void 0?y:n(this.t(`people.column_holder`),g`<strong class="big">${e.holder??this.t(`people.nobody`)}</strong>`)}
      ${n(this.t(`people.column_life`),Jo(this.console,e))}
      ${n(this.t(`people.column_tested`),r===null?this.t(`people.never_tested`):`${t.dateTime(r)} (${t.ago(r)})`)}
      ${n(this.t(`people.heard`),e.heard_at===null?this.t(`people.never_heard`):this.t(`people.heard_every`,{at:Ho(t,e.heard_at),every:t.duration(e.check_in)}))}
      ${n(this.t(`people.signal`),this.#r(e))} ${n(this.t(`people.battery`),this.#i(e))}
      ${n(this.t(`people.column_room`),e.room??`–`)}
      ${n(this.t(`people.asks_for`),this.word(`people`,`kind_${e.kind}`))}
      ${n(this.t(`people.hardware`),`${e.model} · ${e.serial}`)}
    </dl>`}#r(e){if(e.margin===null)return`–`;let t=this.console.texts.find(`people.trend_${e.trend}`),n=this.t(`people.margin`,{margin:this.format.number(e.margin,0),ways:e.ways});return t===void 0?n:`${n}, ${t}`}#i(e){let t=e=>this.format.date(Date.parse(`${e}T12:00:00`)/1e3),n=[e.battery_low?this.t(`people.state_low_battery`):void 0,e.cell??void 0];return e.battery_installed!==null&&n.push(this.t(`people.battery_since`,{day:t(e.battery_installed)})),e.battery_due!==null&&n.push(this.t(`people.battery_due`,{day:t(e.battery_due)})),n.filter(e=>e!==void 0).join(` · `)||`–`}#a(e){let t=this.console.may(`change_lives`),n=e.role===`pendant`,r=(e,t,n=!1)=>g`<button class=${n?`strong`:``} ?disabled=${this.#t.busy} @click=${t}>${e}</button>`,i=e.life!==`in_stock`;return g`${this.#t.error===void 0?y:g`<p class="error" role="alert">${this.#t.error}</p>`}
      <div class="actions">
        ${t&&n?r(this.t(e.person_id===null?`people.give`:`people.give_other`),()=>this.#l(),e.person_id===null):y}
        ${t&&n&&i?r(this.t(`people.take_back`),()=>this.#m(`return_device`,`people.taken_back`)):y}
        ${t&&!jo(e)&&i&&e.life!==`retired`?r(this.t(`people.in_use_again`),()=>this.#f(`assigned`)):y}
        ${this.console.may(`run_tests`)?this.#o(e,r):y}
        ${this.console.may(`maintain`)?r(this.t(`people.bulk_battery`),()=>this.#m(`battery_changed`,`people.bulk_battery_done`)):y}
        ${t?this.#s(e):y}
        ${this.console.site.demo&&this.console.may(`run_tests`)&&this.console.may(`simulate`)?r(this.t(`people.demo_press`),()=>this.#m(`simulate`,`people.demo_pressed`,{device_id:this.device,act:`press`})):y}
      </div>
      ${this.handing?g`<duress-hand-over class="card" .roster=${this.roster} .pendant=${e} @done=${()=>this.handing=!1}></duress-hand-over>`:y}
      ${this.life===void 0?y:this.#c(e)}`}#o(e,t){let n={site:this.console.site.site},{test_id:r}=e;if(r!==null)return t(this.t(`people.end_test`),()=>this.#m(`end_test`,`people.test_ended`,{...n,rehearsal_id:r}));if(e.test_until!==null)return y;let i={...n,device_id:[this.device]};return t(this.t(`people.test_now`),()=>this.#m(`start_test`,`people.test_started`,i))}#s(e){return g`<select
      aria-label=${this.t(`people.say_otherwise`)}
      style="width: auto"
      @change=${e=>this.#u(e.target.value)}
    >
      <option value="" ?selected=${this.life===void 0}>${this.t(`people.say_otherwise`)}</option>
      ${[`away`,`lost`,`in_repair`,`retired`].filter(t=>t!==e.life).map(e=>g`<option value=${e} ?selected=${e===this.life}>${this.word(`people`,`life_${e}`)}</option>`)}
    </select>`}#c(e){let t=this.life??`lost`;return g`<form class="card" @submit=${e=>this.#d(e,t)}>
      <p>${this.word(`people`,`life_${t}_means`)}</p>
      <label
        >${this.t(`people.reason`)}
        <input id="reason" required maxlength="200" autocomplete="off" aria-describedby="reason-help" />
        <span id="reason-help" class="quiet">${this.t(`people.reason_help`)}</span>
      </label>
      <div class="actions">
        <button class="strong" ?disabled=${this.#t.busy}>
          ${this.t(`people.say_life`,{device:e.label,life:this.word(`people`,`life_${t}`)})}
        </button>
      </div>
    </form>`}#l(){this.life=void 0,this.handing=!this.handing,this.handing&&this.updateComplete.then(()=>this.form?.updateComplete).then(()=>this.form?.focus())}#u(e){this.handing=!1,this.life=e===``?void 0:e,this.updateComplete.then(()=>this.reason?.focus())}#d(e,t){e.preventDefault(),this.#f(t)}#f(e){let t=ps.has(e)?this.reason?.value.trim()??``:``;this.#t.run(()=>this.console.act(`set_life`,{device_id:[this.device],life:e,reason:t})).then(t=>{t&&(this.life=void 0,Q(this,this.t(`people.life_said`,{device:this.#p,life:this.word(`people`,`life_${e}`)})))})}get#p(){return this.#e.message?.device?.label??``}#m(e,t,n={device_id:[this.device]}){this.#t.run(()=>this.console.act(e,n)).then(e=>{e&&Q(this,this.t(t,{device:this.#p,n:1}))})}};N([S({attribute:!1})],hs.prototype,`roster`,void 0),N([S()],hs.prototype,`device`,void 0),N([C()],hs.prototype,`handing`,void 0),N([C()],hs.prototype,`life`,void 0),N([w(`#reason`)],hs.prototype,`reason`,void 0),N([w(`duress-hand-over`)],hs.prototype,`form`,void 0),hs=N([x(`duress-pendant-details`)],hs);var gs=o`
  :host {
    position: sticky;
    inset-block-end: 0;
    z-index: 2;
  }
  .bar {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
    align-items: center;
    padding: 8px 12px;
    border: 1px solid var(--edge);
    border-radius: var(--round);
    background: var(--paper);
    box-shadow: 0 -2px 12px rgba(0, 0, 0, 0.25);
  }
  ul {
    max-height: 30vh;
    margin: 0;
    overflow: auto;
  }
`,_s=class extends P{constructor(...e){super(...e),this.rows=[],this.#e=new A(this)}static{this.styles=[M,gs]}#e;render(){let{console:e}=this,t=e.may(`change_lives`);return g`<section class="bar" aria-label=${this.t(`people.bulk`)}>
        <strong role="status">${this.t(`people.selected`,{n:this.rows.length})}</strong>
        ${t?this.#t(`return`,this.#n()):y}
        ${t&&this.roster.names?this.#t(`spare`,this.#r().map(([e])=>e)):y}
        ${e.may(`maintain`)?this.#t(`battery`,this.rows):y}
        ${e.may(`run_tests`)?this.#t(`test`,this.rows):y}
        <button class="plain" @click=${()=>this.#c()}>${this.t(`people.select_none`)}</button>
      </section>
      <duress-dialog
        ?open=${this.act!==void 0}
        heading=${this.act===void 0?``:this.t(`people.bulk_${this.act}`)}
        @closed=${()=>this.act=void 0}
      >
        ${this.act===void 0?y:this.#i(this.act)}
      </duress-dialog>`}#t(e,t){return t.length===0?y:g`<button @click=${()=>this.act=e}>${this.t(`people.bulk_${e}`)}</button>`}#n(){return this.rows.filter(e=>e.role===`pendant`&&e.life!==`in_stock`)}#r(){let e=new Set(this.rows.map(e=>e.subentry_id)),t=Bo(this.roster.devices).filter(t=>!e.has(t.subentry_id));return this.rows.filter(e=>e.role===`pendant`&&e.person_id!==null).flatMap((e,n)=>{let r=t[n];return r===void 0?[]:[[e,r]]})}#i(e){let t=e===`spare`?this.#r().map(([e,t])=>this.t(`people.swap_line`,{holder:e.holder??``,old:e.label,new:t.label})):(e===`return`?this.#n():this.rows).map(e=>e.label);return g`<form class="card" @submit=${t=>this.#o(t,e)}>
      <p>${this.t(`people.bulk_${e}_what`,{n:t.length})}</p>
      <ul>
        ${t.map(e=>g`<li>${e}</li>`)}
      </ul>
      ${e===`test`?this.#a():y}
      ${this.#e.error===void 0?y:g`<p class="error" role="alert">${this.#e.error}</p>`}
      <div class="actions">
        <button class="strong" ?disabled=${this.#e.busy}>${this.t(`people.bulk_${e}`)}</button>
      </div>
    </form>`}#a(){return g`<label
        >${this.t(`people.test_minutes`)}
        <input id="minutes" type="number" min="1" max="120" value="30" required />
      </label>
      <label
        >${this.t(`people.reason`)}
        <input id="reason" required maxlength="200" />
      </label>`}#o(e,t){e.preventDefault();let n=e=>e.flatMap(e=>e.device_id??[]),r=async()=>{t===`return`?await this.console.act(`return_device`,{device_id:n(this.#n())}):t===`battery`?await this.console.act(`battery_changed`,{device_id:n(this.rows)}):t===`spare`?await this.#s():await this.console.act(`start_test`,{site:this.console.site.site,device_id:n(this.rows),minutes:Number(this.minutes?.value),reason:this.reason?.value??``})},i=t===`spare`?this.#r().length:t===`return`?this.#n().length:this.rows.length;this.#e.run(r).then(e=>{e&&(Q(this,this.t(`people.bulk_${t}_done`,{n:i})),this.act=void 0,this.#c())})}async#s(){for(let[e,t]of this.#r())await this.console.act(`assign`,{device_id:t.device_id,person:e.person_id,swap:!0})}#c(){this.dispatchEvent(new CustomEvent(`done`))}};N([S({attribute:!1})],_s.prototype,`roster`,void 0),N([S({attribute:!1})],_s.prototype,`rows`,void 0),N([C()],_s.prototype,`act`,void 0),N([w(`#reason`)],_s.prototype,`reason`,void 0),N([w(`#minutes`)],_s.prototype,`minutes`,void 0),_s=N([x(`duress-bulk-acts`)],_s);var vs=o`
  td > div {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 4px 8px;
  }
  tbody td,
  tbody th {
    vertical-align: middle;
  }
  th[scope="row"] {
    font-weight: 500;
  }
  th .quiet {
    font-weight: 400;
    font-size: 0.9rem;
  }
  .row-link {
    display: inline-flex;
    flex-direction: column;
    justify-content: center;
    min-height: var(--touch);
    line-height: 1.25;
    text-decoration: none;
  }
  .row-link strong {
    font-weight: 600;
    text-decoration: underline;
  }
  thead th {
    padding: 0;
    font-weight: 500;
  }
  thead button {
    justify-content: start;
    width: 100%;
    padding: 8px;
    border-color: transparent;
    background: transparent;
    text-align: start;
  }
  td.tick {
    width: 44px;
    padding: 0 8px;
  }
  td.tick label {
    min-width: var(--touch);
    justify-content: center;
  }
  tr.chosen {
    background: color-mix(in srgb, var(--calm) 14%, var(--paper));
  }
  .narrow {
    display: none;
  }
  @media (max-width: 700px) {
    .narrow {
      display: grid;
    }
    thead {
      display: none;
    }
    table,
    tbody {
      display: block;
    }
    tbody tr {
      position: relative;
      display: grid;
      gap: 4px;
      margin-bottom: 8px;
      padding: 8px 12px;
      border: 1px solid var(--line);
      border-radius: var(--round);
      background: var(--paper);
    }
    tbody tr.chosen {
      background: color-mix(in srgb, var(--calm) 14%, var(--paper));
    }
    td,
    th {
      padding: 2px 0;
      border: none;
    }
    th[scope="row"] {
      padding-inline-end: 56px;
    }
    tbody td {
      vertical-align: top;
    }
    td[data-label] {
      display: grid;
      grid-template-columns: minmax(84px, 30%) 1fr;
      gap: 8px;
    }
    td[data-label]::before {
      content: attr(data-label);
      color: var(--quiet);
    }
    td.tick {
      position: absolute;
      inset-block-start: 6px;
      inset-inline-end: 6px;
      padding: 0;
      z-index: 1;
    }
  }
`,ys=[`label`,`holder`,`room`,`state`,`life`,`tested`],bs=o`
  :host {
    display: grid;
    gap: 12px;
    min-width: 0;
  }
  .search {
    display: grid;
    grid-template-columns: 1fr auto;
    gap: 8px;
    align-items: end;
  }
  .filters button {
    padding: 4px 12px;
    border-radius: 999px;
    font-weight: 400;
  }
  .filters button[aria-pressed="true"] {
    background: var(--calm);
    border-color: var(--calm);
    color: var(--on-strong);
    font-weight: 600;
  }
  .line {
    display: flex;
    flex-wrap: wrap;
    gap: 0 24px;
    align-items: center;
    justify-content: space-between;
  }
  @media not (pointer: fine) {
    kbd {
      display: none;
    }
  }
  table {
    /* Widths that do not depend on the rows: an update lays out what changed, and no column jumps. */
    table-layout: fixed;
  }
  .pick {
    width: 60px;
  }
  .label,
  .state {
    width: 21%;
  }
  .tested {
    width: 13%;
  }
  td,
  th {
    overflow-wrap: anywhere;
  }
  kbd {
    padding: 0 6px;
    border: 1px solid var(--edge);
    border-radius: 4px;
    font: inherit;
  }
`,xs=class extends P{constructor(...e){super(...e),this.filter=`all`,this.typed=``,this.order={column:`label`,down:!1},this.chosen=/* @__PURE__ */ new Set,this.#e=[],this.#t=e=>this.#p(e),this.#u=(e,t)=>{let n=new Set(this.chosen);t?n.add(e.subentry_id):n.delete(e.subentry_id),this.chosen=n}}static{this.styles=[M,vs,bs]}#e;#t;connectedCallback(){super.connectedCallback(),window.addEventListener(`keydown`,this.#t)}disconnectedCallback(){super.disconnectedCallback(),window.removeEventListener(`keydown`,this.#t)}willUpdate(e){if(!e.has(`roster`))return;this.#e=zo(this.#e,this.roster.devices);let t=new Set(this.#e.map(e=>e.subentry_id));[...this.chosen].some(e=>!t.has(e))&&(this.chosen=new Set([...this.chosen].filter(e=>t.has(e))))}render(){let e=Ro(this.#e,this.filter,this.typed,this.order);return g`${this.#r()}
      <div class="actions filters" role="group" aria-label=${this.t(`people.filters`)}>
        ${No(this.#e,this.filter).map(([e,t])=>g`<button aria-pressed=${e===this.filter} @click=${()=>this.filter=e}>
              ${this.t(`people.filter_${e}`)} <strong>${this.format.number(t)}</strong>
            </button>`)}
      </div>
      ${this.#a(e)} ${e.length===0?y:this.#o(e)} ${this.#c()}`}get#n(){return this.console.may(`change_lives`)||this.console.may(`maintain`)||this.console.may(`run_tests`)}#r(){return g`<div class="search">
      <label
        ><span
          >${this.t(this.roster.names?`people.search`:`people.search_no_names`)}
          <kbd aria-hidden="true">/</kbd></span
        >
        <input
          type="search"
          aria-keyshortcuts="/"
          .value=${this.typed}
          @input=${()=>this.typed=this.search.value}
          @keydown=${this.#m}
        />
      </label>
      <label class="narrow"
        >${this.t(`people.sort`)}
        <select @change=${e=>this.#l(e.target.value,!1)}>
          ${this.#i.map(e=>g`<option value=${e} ?selected=${e===this.order.column}>
                ${this.t(`people.column_${e}`)}
              </option>`)}
        </select>
      </label>
    </div>`}get#i(){return ys.filter(e=>e!==`holder`||this.roster.names)}#a(e){let t=e.length>0&&e.every(e=>this.chosen.has(e.subentry_id));return g`<div class="line">
      <p class="count" role="status" tabindex="-1">${this.#e.length===0?this.t(`people.none`):this.t(`people.shown`,{n:e.length,of:this.#e.length})}</p>
      ${this.#n&&e.length>0?g`<label class="row"
              ><input
                type="checkbox"
                .checked=${t}
                .indeterminate=${!t&&this.chosen.size>0}
                @change=${()=>this.#f(e,!t)}
              />
              ${this.t(`people.select_all`,{n:e.length})}</label
            >`:y}
    </div>`}#o(e){let t=this.#n?this.#u:void 0,n={console:this.console,names:this.roster.names,select:t};return g`<table role="table">
      <caption class="hidden">
        ${this.t(`people.caption`)}
      </caption>
      <thead role="rowgroup">
        <tr role="row">
          ${t===void 0?y:g`<td role="cell" class="pick"></td>`}
          ${this.#i.map(e=>this.#s(e))}
        </tr>
      </thead>
      <tbody role="rowgroup" @keydown=${this.#h}>
        ${W(e,e=>e.subentry_id,e=>{let r=this.chosen.has(e.subentry_id);return Mn([e,r,this.console,t===void 0],()=>Zo(n,e,r))})}
      </tbody>
    </table>`}#s(e){let t=this.order.column===e,n=t?this.order.down?`▼`:`▲`:``;return g`<th
      class=${e}
      role="columnheader"
      scope="col"
      aria-sort=${t?this.order.down?`descending`:`ascending`:`none`}
    >
      <button @click=${()=>this.#l(e,t&&!this.order.down)}>
        ${this.t(`people.column_${e}`)} <span aria-hidden="true">${n}</span>
      </button>
    </th>`}#c(){if(this.chosen.size===0)return y;let e=this.#e.filter(e=>this.chosen.has(e.subentry_id));return g`<duress-bulk-acts
      .roster=${this.roster}
      .rows=${e}
      @done=${()=>this.#d()}
    ></duress-bulk-acts>`}#l(e,t){this.order={column:e,down:t}}#u;#d(){this.chosen=/* @__PURE__ */ new Set,this.renderRoot.querySelector(`.count`)?.focus()}#f(e,t){this.chosen=new Set(t?e.map(e=>e.subentry_id):[])}#p(e){let t=e.composedPath()[0],n=t instanceof HTMLElement&&(t.matches(`input, select, textarea`)||t.isContentEditable);e.key!==`/`||n||e.ctrlKey||e.metaKey||e.altKey||this.closest(`[inert], [hidden]`)===null&&this.checkVisibility()&&(e.preventDefault(),this.search.focus(),this.search.select())}#m(e){if(e.key===`Escape`&&this.typed!==``)e.preventDefault(),this.typed=``;else if(e.key===`ArrowDown`)e.preventDefault(),this.renderRoot.querySelector(`tbody .row-link`)?.focus();else if(e.key===`Enter`){e.preventDefault();let t=this.renderRoot.querySelectorAll(`tbody .row-link`);t.length===1&&t[0]?.click()}}#h(e){let t=e.key===`ArrowDown`,n=e.target;if(!t&&e.key!==`ArrowUp`||e.altKey)return;e.preventDefault();let r=n.matches(`input`)?`input`:`.row-link`,i=n.closest(`tr`),a=t?i?.nextElementSibling:i?.previousElementSibling;a?a.querySelector(r)?.focus():t||this.search.focus()}};N([S({attribute:!1})],xs.prototype,`roster`,void 0),N([S()],xs.prototype,`filter`,void 0),N([C()],xs.prototype,`typed`,void 0),N([C()],xs.prototype,`order`,void 0),N([C()],xs.prototype,`chosen`,void 0),N([w(`input[type=search]`)],xs.prototype,`search`,void 0),xs=N([x(`duress-pendant-list`)],xs);var Ss=o`
  :host,
  form {
    display: grid;
    gap: 12px;
  }
`,Cs=class extends P{constructor(...e){super(...e),this.person=null,this.forgetting=!1,this.#e=new A(this)}static{this.styles=[M,Ss]}#e;render(){let{person:e}=this,t=Object.values(this.console.home.areas).sort((e,t)=>e.name.localeCompare(t.name));return g`<form @submit=${this.#n}>
        <label
          >${this.t(`people.column_name`)} <input name="name" required maxlength="200" .value=${e?.name??``}
        /></label>
        <label
          >${this.t(`people.column_staff_id`)} <input name="staff_id" maxlength="200" .value=${e?.staff_id??``}
        /></label>
        <label
          >${this.t(`people.usual_room`)}
          <select name="room">
            <option value="">–</option>
            ${t.map(t=>g`<option value=${t.area_id} ?selected=${t.name===e?.room}>${t.name}</option>`)}
          </select>
        </label>
        <label
          >${this.t(`people.column_trained`)}
          <input name="trained_on" type="date" .value=${e?.trained_on??``} />
        </label>
        ${this.#e.error===void 0?y:g`<p class="error" role="alert">${this.#e.error}</p>`}
        <div class="actions">
          <button class="strong" ?disabled=${this.#e.busy}>${this.t(`people.save`)}</button>
          ${e!==null&&this.console.may(`forget_people`)?g`<button
                  type="button"
                  aria-expanded=${this.forgetting}
                  @click=${()=>this.forgetting=!this.forgetting}
                >
                  ${this.t(`people.forget`)}
                </button>`:y}
        </div>
      </form>
      ${this.forgetting?this.#t():y}`}#t(){return g`<form class="card" @submit=${this.#r}>
      <p class="notice">${this.t(`people.forget_means`)}</p>
      <label
        >${this.t(`people.reason`)}
        <input name="reason" required maxlength="200" autocomplete="off" aria-describedby="help" />
        <span id="help" class="quiet">${this.t(`people.reason_help`)}</span></label
      >
      <div class="actions">
        <button class="alarm" ?disabled=${this.#e.busy}>${this.t(`people.forget_now`)}</button>
      </div>
    </form>`}#n(e){e.preventDefault();let t=ws(e),{person:n}=this,r={site:this.console.site.site,name:t(`name`),...n===null?{}:{person:n.person_id},...t(`staff_id`)===``&&n===null?{}:{staff_id:t(`staff_id`)},...t(`room`)===``?{}:{room:t(`room`)},...t(`trained_on`)===``?{}:{trained_on:t(`trained_on`)}},i=n===null?`add_person`:`change_person`;this.#i(i,r,this.t(`people.person_saved`,{name:t(`name`)}))}#r(e){e.preventDefault();let t={site:this.console.site.site,person:this.person?.person_id,reason:ws(e)(`reason`)};this.#i(`forget_person`,t,this.t(`people.person_forgotten`))}async#i(e,t,n){await this.#e.run(()=>this.console.act(e,t))&&(Q(this,n),this.dispatchEvent(new CustomEvent(`done`)))}};N([S({attribute:!1})],Cs.prototype,`person`,void 0),N([C()],Cs.prototype,`forgetting`,void 0),Cs=N([x(`duress-person-form`)],Cs);function ws(e){let t=new FormData(e.currentTarget);return e=>{let n=t.get(e);return typeof n==`string`?n.trim():``}}var Ts=o`
  :host {
    display: grid;
    gap: 12px;
  }
  thead th {
    padding: 8px;
  }
`,Es=class extends P{constructor(...e){super(...e),this.typed=``,this.#n=()=>{this.editing=void 0}}static{this.styles=[M,vs,Ts]}render(){let e=this.roster.people??[],t=e.filter(e=>si(this.typed,e.name,e.staff_id,e.room,...e.devices)),n=this.console.may(`change_people`),r=this.editing===void 0?``:this.editing===null?this.t(`people.add_person`):this.editing.name;return g`<label
        >${this.t(`people.search_people`)}
        <input type="search" .value=${this.typed} @input=${()=>this.typed=this.search.value} />
      </label>
      <div class="actions">
        ${n?g`<button @click=${()=>this.editing=null}>${this.t(`people.add_person`)}</button>`:y}
      </div>
      <p role="status">${this.t(`people.people_shown`,{n:t.length,of:e.length})}</p>
      ${t.length===0?y:this.#e(t,n)}
      <duress-dialog ?open=${this.editing!==void 0} heading=${r} @closed=${this.#n}>
        ${this.editing===void 0?y:g`<duress-person-form .person=${this.editing} @done=${this.#n}></duress-person-form>`}
      </duress-dialog>`}#e(e,t){return g`<table role="table">
      <caption class="hidden">
        ${this.t(`people.caption_people`)}
      </caption>
      <thead role="rowgroup">
        <tr role="row">
          ${[`name`,`staff_id`,`room`,`carries`,`trained`].map(e=>g`<th role="columnheader" scope="col">${this.t(`people.column_${e}`)}</th>`)}
          ${t?g`<td role="cell"></td>`:y}
        </tr>
      </thead>
      <tbody role="rowgroup">
        ${W(e,e=>e.person_id,e=>this.#t(e,t))}
      </tbody>
    </table>`}#t(e,t){let n=(e,t)=>g`<td role="cell" data-label=${this.t(`people.column_${e}`)}><div>${t}</div></td>`,r=e.trained_on===null?g`<em>${this.t(`people.untrained`)}</em>`:this.format.date(Date.parse(`${e.trained_on}T12:00:00`)/1e3);return g`<tr role="row">
      <th role="rowheader" scope="row">${e.name}</th>
      ${n(`staff_id`,e.staff_id??`–`)} ${n(`room`,e.room??`–`)}
      ${n(`carries`,e.devices.length===0?g`<em>${this.t(`people.nothing`)}</em>`:this.format.list(e.devices))}
      ${n(`trained`,r)}
      ${t?g`<td role="cell">
              <button
                aria-label=${this.t(`people.act_on`,{act:this.t(`people.change`),device:e.name})}
                @click=${()=>this.editing=e}
              >
                ${this.t(`people.change`)}
              </button>
            </td>`:y}
    </tr>`}#n};N([S({attribute:!1})],Es.prototype,`roster`,void 0),N([C()],Es.prototype,`typed`,void 0),N([C()],Es.prototype,`editing`,void 0),N([w(`input[type=search]`)],Es.prototype,`search`,void 0),Es=N([x(`duress-people-list`)],Es);var Ds=o`
  :host,
  form {
    display: grid;
    gap: 12px;
  }
  ul {
    max-height: 45vh;
    overflow: auto;
  }
`,Os=class extends P{constructor(...e){super(...e),this.missing=/* @__PURE__ */ new Set,this.#e=new A(this)}static{this.styles=[M,Ds]}#e;render(){let e=this.#t;if(e.length===0)return g`<p>${this.t(`people.year_end_nothing`)}</p>`;let t=e.filter(e=>!this.missing.has(e.subentry_id));return g`<form @submit=${this.#i}>
      <p>${this.t(`people.year_end_what`)}</p>
      <ul class="plain">
        ${e.map(e=>this.#n(e))}
      </ul>
      <p role="status">${this.t(`people.year_end_count`,{n:t.length,missing:e.length-t.length})}</p>
      ${this.#e.error===void 0?y:g`<p class="error" role="alert">${this.#e.error}</p>`}
      <div class="actions">
        <button class="strong" ?disabled=${this.#e.busy}>
          ${this.t(`people.year_end_now`,{n:t.length})}
        </button>
      </div>
    </form>`}get#t(){return this.roster.devices.filter(e=>e.role===`pendant`&&(Mo.loan(e)||e.life===`assigned`||e.life===`away`))}#n(e){return g`<li>
      <label class="row"
        ><input
          type="checkbox"
          .checked=${!this.missing.has(e.subentry_id)}
          @change=${t=>this.#r(e,t.target.checked)}
        />
        ${e.label} <span class="quiet">${e.holder??``}</span></label
      >
    </li>`}#r(e,t){let n=new Set(this.missing);t?n.delete(e.subentry_id):n.add(e.subentry_id),this.missing=n}#i(e){e.preventDefault();let t=this.#t.filter(e=>!this.missing.has(e.subentry_id)),n={site:this.console.site.site,device_id:t.flatMap(e=>e.device_id??[])};this.#e.run(async()=>{let e=await this.console.act(`year_end`,n);Q(this,this.t(`people.year_end_done`,{n:e.returned,missing:e.unreturned.length})),this.dispatchEvent(new CustomEvent(`done`))})}};N([S({attribute:!1})],Os.prototype,`roster`,void 0),N([C()],Os.prototype,`missing`,void 0),Os=N([x(`duress-year-end`)],Os);var ks=o`
  nav {
    display: flex;
    flex-wrap: wrap;
    gap: 4px;
    border-bottom: 1px solid var(--line);
  }
  nav a {
    display: inline-flex;
    align-items: center;
    gap: 6px;
    min-height: var(--touch);
    padding: 0 12px;
    color: var(--ink);
    text-decoration: none;
    border-bottom: 3px solid transparent;
  }
  nav a[aria-current] {
    border-color: var(--calm);
    font-weight: 600;
  }
  .top {
    display: flex;
    flex-wrap: wrap;
    gap: 8px 16px;
    align-items: center;
    justify-content: space-between;
  }
  @media (max-width: 700px) {
    nav a {
      padding: 0 6px;
    }
    .tools {
      flex-wrap: nowrap;
      overflow-x: auto;
      max-width: 100%;
    }
    .tools .button {
      flex: none;
    }
  }
  .said:empty {
    display: none;
  }
  .said {
    padding: 12px;
    border-inline-start: 4px solid var(--good);
    background: color-mix(in srgb, var(--good) 12%, var(--paper));
  }
`,As=[`pendant`,`add`,`import`,`who-had`,`year-end`],js=class extends F{constructor(...e){super(...e),this.said=``,this.#e=`pendants`,this.#t=new T(this,`duress/roster`),this.#c=()=>{As.some(e=>e===this.path[0])&&L(this.#e===`pendants`?I(`people`):I(`people`,this.#e),!0)}}static{this.styles=[M,ks]}#e;#t;willUpdate(e){if(!e.has(`path`))return;let[t]=this.path;(t===void 0||t===`loaners`||t===`gaps`||t===`people`)&&(this.#e=t??`pendants`)}render(){return g`<div class="page" @said=${e=>this.said=e.detail}>
      <div class="top">
        <h1>${this.t(`people.title`)}</h1>
        ${this.#t.message===void 0?y:this.#n(this.#t.message)}
      </div>
      ${this.#o(!As.some(e=>e===this.path[0]))}
      ${z(this.console,this.#t,e=>g`${this.#r(e)} ${this.#i(e)} ${this.#a(e)}`)}
    </div>`}#n(e){let t=this.console.may(`change_people`),n=this.console.home.user?.is_admin===!0,r=(e,t)=>g`<a class="button" href=${I(`people`,e)} @click=${Yo}>${t}</a>`;return g`<div class="actions tools">
      ${this.console.may(`install`)&&n?r(`add`,this.t(`people.add`)):y}
      ${t?r(`import`,this.t(`people.import`)):y}
      ${e.names?r(`who-had`,this.t(`people.who_had`)):y}
      ${t?r(`year-end`,this.t(`people.year_end`)):y}
    </div>`}#r(e){let t=(e,t)=>g`<a href=${e===`pendants`?I(`people`):I(`people`,e)} aria-current=${e===this.#e?`page`:y} @click=${Yo}
        >${this.t(`people.tab_${e}`)}
        ${t===void 0||t===0?y:g`<strong>${this.format.number(t)}</strong>`}</a
      >`;return g`<nav aria-label=${this.t(`people.tabs`)}>
      ${t(`pendants`,e.devices.length)} ${t(`loaners`,Vo(e.devices).length)}
      ${e.names?g`${t(`gaps`,ts(es(e)))} ${t(`people`,e.people?.length)}`:y}
    </nav>`}#i(e){return this.#e===`loaners`?g`<duress-loaner-desk .roster=${e}></duress-loaner-desk>`:this.#e===`gaps`&&e.names?g`<duress-gaps-list .roster=${e}></duress-gaps-list>`:this.#e===`people`&&e.names?g`<duress-people-list .roster=${e}></duress-people-list>`:g`<duress-pendant-list .roster=${e}></duress-pendant-list>`}#a(e){let t=As.find(e=>e===this.path[0]),n=this.path[1]??``,r=e.devices.find(e=>e.device_id===n)?.label??this.t(`people.column_label`),i=t===void 0?``:t===`pendant`?r:this.#s[t];return g`<duress-dialog ?open=${t!==void 0} heading=${i} @closed=${this.#c}>
      ${this.#o(t!==void 0)}
      ${t===`pendant`?g`<duress-pendant-details .roster=${e} device=${n}></duress-pendant-details>`:y}
      ${t===`add`?g`<duress-add-pendants @done=${this.#c}></duress-add-pendants>`:y}
      ${t===`import`?g`<duress-import-roster .roster=${e} @done=${this.#c}></duress-import-roster>`:y}
      ${t===`who-had`?g`<duress-who-had></duress-who-had>`:y}
      ${t===`year-end`?g`<duress-year-end .roster=${e} @done=${this.#c}></duress-year-end>`:y}
    </duress-dialog>`}#o(e){return g`<p class="said" role="status">${e?this.said:``}</p>`}get#s(){return{add:this.t(`people.add`),import:this.t(`people.import`),"who-had":this.t(`people.who_had`),"year-end":this.t(`people.year_end`)}}#c};N([C()],js.prototype,`said`,void 0),js=N([x(`duress-people-page`)],js);var Ms=5,Ns=class extends P{constructor(...e){super(...e),this.checks=[],this.brief=!1}static{this.styles=[M,o`
      li {
        display: grid;
        grid-template-columns: auto 1fr;
        gap: 2px 10px;
      }
      .met {
        color: var(--good-ink);
      }
      .open {
        color: var(--warn-ink);
      }
      .more {
        grid-column: 2;
      }
    `]}render(){return g`<ul class="plain">
      ${this.checks.map(e=>this.#e(e))}
    </ul>`}#e(e){let{check:t,met:n,done:r,of:i}=e,a=this.#t(e);return g`<li>
      <span class=${n?`met`:`open`}>${V(n?`check`:`ring`)}</span>
      <span
        ><span class="hidden">${this.t(n?`start.met`:`start.open`)}:</span> ${this.t(`start.check_${t}`,{done:r,of:i})}</span
      >
      ${n||a===``?y:g`<span class="more quiet">${this.t(`start.missing`,{left:a})}</span>`}
      ${n||this.brief?y:g`<span class="more">${this.t(`start.how_${t}`)}</span>`}
    </li>`}#t({left:e,done:t,of:n}){let r=e.slice(0,Ms),i=Math.max(e.length,n-t)-r.length;return this.format.list(i>0&&r.length>0?[...r,this.t(`today.others`,{n:i})]:r)}};N([S({attribute:!1})],Ns.prototype,`checks`,void 0),N([S({type:Boolean})],Ns.prototype,`brief`,void 0),Ns=N([x(`duress-check-list`)],Ns);var Ps=class extends P{constructor(...e){super(...e),this.asked=!1,this.#e=new A(this)}static{this.styles=[M,o`
      :host,
      form {
        display: grid;
        gap: 12px;
      }
    `]}#e;render(){let{steps:e,live:t}=this.progress,n=e.flatMap(({checks:e})=>e).filter(({met:e})=>!e);return g`
      ${t===null?y:this.#t(t)}
      <p>
        <strong>
          ${n.length===0?this.t(`start.all_met`):this.t(`start.open_points`,{n:n.length})}
        </strong>
      </p>
      ${e.map(e=>g`<h3>${this.t(`start.step_${e.step}`)}</h3>
            <duress-check-list .checks=${e.checks} ?brief=${e.step!==`live`}></duress-check-list>`)}
      ${this.#n(t!==null)} ${this.#r(n,t!==null)}
    `}#t({at:e,by:t,reason:n,open:r}){return g`<div class="notice">
      <p><strong>${this.t(`start.said_live`,{who:t,at:this.format.dateTime(e)})}</strong></p>
      ${n===``?y:g`<p>${this.t(`start.said_reason`,{reason:n})}</p>`}
      ${r.length===0?y:g`<p class="quiet">${this.t(`start.said_open`,{n:r.length})}</p>`}
    </div>`}#n(e){if(!this.console.may(`install`)){let e=this.progress.steps.find(({step:e})=>e===`live`),t=this.format.list((e?.who??[]).map(e=>this.word(`today`,`role_${e}`)));return g`<p class="quiet">${this.t(`start.who_live`,{who:t})}</p>`}return g`<p>
      <button class=${e?``:`strong`} aria-haspopup="dialog" @click=${()=>this.asked=!0}>
        ${this.t(e?`start.take_back`:`start.say_live`)}
      </button>
    </p>`}#r(e,t){let n=t||e.length>0;return g`<duress-dialog
      heading=${this.t(t?`start.take_back`:`start.say_live`)}
      .open=${this.asked}
      @closed=${()=>this.asked=!1}
    >
      ${this.asked?g`<form @submit=${e=>this.#i(e,!t)}>
              <p>${this.t(t?`start.take_back_means`:`start.live_means`)}</p>
              ${e.length>0&&!t?g`<div class="notice">
                      <p><strong>${this.t(`start.open_points`,{n:e.length})}</strong></p>
                      <duress-check-list .checks=${e} brief></duress-check-list>
                    </div>`:y}
              ${n?g`<label>
                      ${this.t(t?`start.reason_back`:`start.reason`)}
                      <input name="reason" required maxlength="300" />
                    </label>`:y}
              ${this.#e.error===void 0?y:g`<p class="error" role="alert">${this.#e.error}</p>`}
              <div class="actions">
                <button class=${t?`alarm`:`strong`} ?disabled=${this.#e.busy}>
                  ${this.t(t?`start.take_back`:`start.say_live`)}
                </button>
              </div>
            </form>`:y}
    </duress-dialog>`}async#i(e,t){e.preventDefault();let n=this.form===null?``:new FormData(this.form).get(`reason`)??``,r={site:this.console.site.site,live:t,reason:n};await this.#e.run(()=>this.console.act(`go_live`,r))&&(this.asked=!1)}};N([S({attribute:!1})],Ps.prototype,`progress`,void 0),N([C()],Ps.prototype,`asked`,void 0),N([w(`form`)],Ps.prototype,`form`,void 0),Ps=N([x(`duress-go-live`)],Ps);var Fs=`/config/integrations/integration/duress`;function Is(e,t){switch(e){case`connect`:return[{name:`add_receiver`,right:`install`,address:Fs}];case`rooms`:return[{name:`areas`,right:`install`,address:`/config/areas/dashboard`},{name:`devices`,right:`install`,address:`/config/devices/dashboard?config_entry=${t}`},{name:`add_repeater`,right:`install`,address:Fs}];case`pendants`:return[{name:`add_pendants`,right:`install`,page:`people`}];case`people`:return[{name:`roster`,right:`change_lives`,page:`people/gaps`}];case`walk`:return[{name:`walk`,right:`survey`,page:`walk`}];case`monitoring`:return[{name:`send_test`,right:`prove_paths`,page:`monitoring`},{name:`add_endpoint`,right:`install`,address:Fs}];case`live`:return[{name:`tests`,right:`run_tests`,page:`today`}]}}var Ls={empty:`ring`,begun:`hourglass`,done:`check`},Rs={empty:``,begun:`warn`,done:`good`},zs=class extends P{constructor(...e){super(...e),this.number=1,this.current=!1,this.open=!1,this.loose=[],this.#e=e=>{this.open=e.target.open,this.dispatchEvent(new CustomEvent(`opened`,{detail:this.open}))}}static{this.styles=[M,o`
      .card {
        padding: 0;
        gap: 0;
      }
      .card.now {
        border-color: var(--calm);
        border-width: 2px;
      }
      summary {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 4px 12px;
        min-height: var(--touch);
        padding: 12px var(--gap);
        cursor: pointer;
        list-style: none;
      }
      summary::-webkit-details-marker {
        display: none;
      }
      summary::after {
        content: "▾";
        margin-inline-start: auto;
      }
      details[open] summary::after {
        content: "▴";
      }
      .inside {
        display: grid;
        gap: 12px;
        padding: 0 var(--gap) var(--gap);
      }
    `]}render(){let{step:e,state:t}=this.step;return g`<details class="card ${this.current?`now`:``}" ?open=${this.open} @toggle=${this.#e}>
      <summary aria-current=${this.current?`step`:y}>
        <h2>${this.t(`start.numbered`,{n:this.number,step:this.t(`start.step_${e}`)})}</h2>
        <span class="chip ${Rs[t]}">${V(Ls[t])} ${this.t(`start.state_${t}`)}</span>
        ${this.current?g`<span class="quiet">${this.t(`start.next`)}</span>`:y}
      </summary>
      <div class="inside">
        <p>${this.t(`start.about_${e}`)}</p>
        ${e===`live`?g`<slot></slot>`:g`<duress-check-list .checks=${this.step.checks}></duress-check-list>`}
        ${e===`rooms`&&this.loose.length>0?g`<p class="quiet">${this.t(`start.loose`,{rooms:this.format.list(this.loose)})}</p>`:y}
        ${this.#t()}
      </div>
    </details>`}#e;#t(){let e=Is(this.step.step,this.console.site.site);if(e.length===0)return y;let t=e.filter(e=>this.#n(e)),n=this.console.home.user?.is_admin!==!0&&e.some(e=>e.address!==void 0),r=this.format.list(this.step.who.map(e=>this.word(`today`,`role_${e}`)));return g`${t.length===0?y:g`<p class="actions">${t.map((e,t)=>this.#r(e,t===0&&this.current))}</p>`}
    ${t.length===e.length?y:g`<p class="quiet">${this.t(t.length===0?`start.who`:`start.who_some`,{who:r})}</p>`}
    ${n?g`<p class="quiet">${this.t(`start.only_admins`)}</p>`:y}`}#n({right:e,address:t}){return this.console.may(e)&&(t===void 0||this.console.home.user?.is_admin===!0)}#r({name:e,page:t,address:n},r){let i=n??I(t??`start`);return g`<a
      class="button ${r?`strong`:``}"
      href=${i}
      @click=${e=>R(e,i)}
      >${this.t(`start.do_${e}`)}</a
    >`}};N([S({attribute:!1})],zs.prototype,`step`,void 0),N([S({type:Number})],zs.prototype,`number`,void 0),N([S({type:Boolean})],zs.prototype,`current`,void 0),N([S({type:Boolean})],zs.prototype,`open`,void 0),N([S({attribute:!1})],zs.prototype,`loose`,void 0),zs=N([x(`duress-guide-step`)],zs);var Bs=class extends F{constructor(...e){super(...e),this.opened=/* @__PURE__ */ new Map,this.news=``,this.#t=new T(this,`duress/progress`,void 0,()=>this.#i())}static{this.styles=[M,o`
      .page {
        max-width: 860px;
      }
      progress {
        width: 100%;
        height: 12px;
        accent-color: var(--calm);
      }
    `]}#e;#t;render(){return g`<div class="page">
      <h1>${this.t(`start.title`)}</h1>
      ${z(this.console,this.#t,e=>this.#n(e))}
      <p class="hidden" role="status">${this.news}</p>
    </div>`}#n(e){let t={done:e.done,of:e.of};return g`<p>${this.t(`start.intro`)}</p>
      ${this.console.site.demo?g`<p class="notice">${this.t(`start.demo`)}</p>`:y}
      <div>
        <label for="done">${this.t(`start.progress`,t)}</label>
        <progress id="done" max=${e.of} value=${e.done}></progress>
      </div>
      <ol class="plain">
        ${e.steps.map((t,n)=>g`<li>${this.#r(t,n+1,e)}</li>`)}
      </ol>`}#r(e,t,n){let r=e.step===n.current;return g`<duress-guide-step
      .step=${e}
      .number=${t}
      .current=${r}
      .open=${this.opened.get(e.step)??r}
      .loose=${n.loose}
      @opened=${({detail:t})=>this.opened=new Map([...this.opened,[e.step,t]])}
      >${e.step===`live`?g`<duress-go-live .progress=${n}></duress-go-live>`:y}</duress-guide-step
    >`}#i(){let e=this.#t.message,t=this.#e;this.#e=e;let n=e?.steps.find(({step:e,state:n})=>n===`done`&&t?.steps.some(t=>t.step===e&&t.state!==`done`));n!==void 0&&e!==void 0&&(this.news=this.t(`start.step_done`,{step:this.t(`start.step_${n.step}`)}))}};N([C()],Bs.prototype,`opened`,void 0),N([C()],Bs.prototype,`news`,void 0),Bs=N([x(`duress-start-page`)],Bs);function Vs(e){let[t=1970,n=1,r=1]=e.split(`-`).map(Number);return new Date(t,n-1,r,12).getTime()/1e3}var Hs=[10,15,30,60,120],Us={pendant:15,drill:60},Ws=class extends P{static{this.styles=[M,o`
      form {
        display: grid;
        gap: 12px;
      }
    `]}#e=new A(this);render(){let{duty:e}=this,t=e?.kind===`drill`?`drill`:`pendant`;return g`<duress-dialog
      heading=${this.t(`today.begin_heading_${t}`)}
      .open=${e!==void 0}
      @closed=${this.#t}
    >
      ${e===void 0?y:g`<form @submit=${this.#n}>
              <p>${this.t(`today.begin_means_${t}`,{n:e.count})}</p>
              <p>${this.t(`today.begin_real`)}</p>
              <label>
                ${this.t(`today.minutes`)}
                <select name="minutes">
                  ${Hs.map(e=>g`<option value=${e} ?selected=${e===Us[t]}>
                        ${this.format.duration(e*60)}
                      </option>`)}
                </select>
              </label>
              <label>
                ${this.t(`today.reason`)}
                <input name="reason" required maxlength="200" value=${this.t(`today.reason_${t}`)} />
              </label>
              ${this.#e.error===void 0?y:g`<p class="error" role="alert">${this.#e.error}</p>`}
              <div class="actions">
                <button class="strong" ?disabled=${this.#e.busy}>${this.t(`today.begin_${t}`)}</button>
              </div>
            </form>`}
    </duress-dialog>`}#t=()=>{this.dispatchEvent(new CustomEvent(`closed`))};#n=async e=>{e.preventDefault();let{duty:t,form:n}=this;if(t===void 0||n===null)return;let r=new FormData(n),i={minutes:Number(r.get(`minutes`)),reason:r.get(`reason`),...t.kind===`drill`?{site:this.console.site.site}:{device_id:t.device_ids}},a=t.kind===`drill`?`start_drill`:`start_test`;await this.#e.run(()=>this.console.act(a,i))&&this.#t()}};N([S({attribute:!1})],Ws.prototype,`duty`,void 0),N([w(`form`)],Ws.prototype,`form`,void 0),Ws=N([x(`duress-begin-test`)],Ws);var Gs={overdue:`triangle`,due:`circle`,upcoming:`ring`},Ks={pendant:`test_mode`,room:`survey`,receiver:`run_tests`,endpoint:`prove_paths`,drill:`test_mode`,pack:`verify_pack`},qs={room:[`walk`],receiver:[`people`],endpoint:[`monitoring`],pack:[`map`,`pack`]},Js=6,Ys=5,Xs=class extends P{constructor(...e){super(...e),this.all=!1}static{this.styles=[M,o`
      li {
        display: grid;
        gap: 2px;
        padding: 10px 0;
        border-top: 1px solid var(--line);
      }
      .what {
        display: flex;
        align-items: baseline;
        gap: 8px;
        font-weight: 500;
      }
      .what svg {
        flex: none;
      }
      .overdue {
        color: var(--alarm-ink);
      }
    `]}render(){let e=this.duties?.duties??[],t=this.all?e:e.slice(0,Js);return g`<section class="card" aria-labelledby="due">
        <h2 id="due">${this.t(`today.due_list`)}</h2>
        ${this.duties?.today===null?g`<p class="quiet" role="status">${this.t(`common.waiting`)}</p>`:y}
        ${e.length===0&&this.duties?.today!==null?g`<p>${V(`check`)} ${this.t(`today.nothing_due`)}</p>`:g`<ul class="plain">
                ${t.map(e=>this.#e(e))}
              </ul>`}
        ${e.length>Js?g`<button aria-expanded=${this.all} @click=${()=>this.all=!this.all}>
                ${this.all?this.t(`today.fewer_due`):this.t(`today.all_due`,{n:e.length})}
              </button>`:y}
      </section>
      <duress-begin-test .duty=${this.begun} @closed=${()=>this.begun=void 0}></duress-begin-test>`}#e(e){let{kind:t,count:n,labels:r,standing:i}=e,a=n===1&&r[0]!==void 0&&r[0]!==``?this.t(`today.one_${t}`,{name:r[0]}):this.t(`today.duty_${t}`,{n});return g`<li>
      <span class="what ${i}">${V(Gs[i])} <span>${a}</span></span>
      <span class=${i===`overdue`?`overdue`:``}>${this.#t(e)}</span>
      ${n>1?g`<span class="quiet">${this.#n(e)}</span>`:y}
      <span class="quiet">${this.#r(e)}</span>
      ${this.#i(e)}
    </li>`}#t({standing:e,due_on:t}){return this.t(`today.when_${e}`,{day:this.format.date(Vs(t))})}#n({labels:e,count:t}){let n=e.slice(0,Ys),r=t-n.length;return this.format.list(r>0?[...n,this.t(`today.others`,{n:r})]:n)}#r({last_done:e,never:t,count:n}){if(e===null)return this.t(`today.never_done`);let r=this.format.date(Vs(e));return t===0||n===1?this.t(`today.last_done`,{day:r}):this.t(`today.last_done_some`,{day:r,n:t})}#i(e){let{kind:t}=e;if(!this.console.may(Ks[t])){let t=this.format.list(e.who.map(e=>this.word(`today`,`role_${e}`)));return g`<span class="quiet">${this.t(`today.who`,{who:t})}</span>`}if(t===`pendant`||t===`drill`)return g`<p>
        <button aria-haspopup="dialog" @click=${()=>this.begun=e}>${this.t(`today.begin_${t}`)}</button>
      </p>`;let n=I(...qs[t]);return g`<p>
      <a class="button" href=${n} @click=${e=>R(e,n)}
        >${this.t(`today.begin_${t}`)}</a
      >
    </p>`}};N([S({attribute:!1})],Xs.prototype,`duties`,void 0),N([C()],Xs.prototype,`begun`,void 0),N([C()],Xs.prototype,`all`,void 0),Xs=N([x(`duress-due-list`)],Xs);var Zs={ready:`check`,attention:`triangle`,not_protected:`cross`},Qs=class extends P{static{this.styles=[M,o`
      .card {
        padding: 0;
        gap: 0;
        overflow: hidden;
      }
      h2 {
        display: flex;
        align-items: center;
        gap: 12px;
        padding: 12px var(--gap);
        font-size: clamp(1.6rem, 5vw, 2.4rem);
        line-height: 1.2;
        color: var(--on-strong);
        background: var(--strength);
      }
      .ready {
        --strength: var(--good);
      }
      .attention {
        --strength: var(--warn);
      }
      .not_protected {
        --strength: var(--alarm);
      }
      .inside {
        display: grid;
        gap: 8px;
        padding: var(--gap);
      }
      .sentence {
        font-size: 1.25rem;
      }
      .since {
        margin-inline-start: auto;
        font-size: 1rem;
        text-align: end;
      }
      .way {
        display: flex;
        align-items: baseline;
        gap: 8px;
      }
      .way svg {
        flex: none;
      }
      .unproven {
        color: var(--alarm-ink);
        font-weight: 500;
      }
    `]}#e=new B(this);render(){let{protection:e,sentence:t,since:n,ways:r}=this.readiness;return g`<section class="card ${e}" aria-labelledby="verdict">
      <h2 id="verdict">
        ${V(Zs[e])} <span>${this.t(`today.verdict_${e}`)}</span>
        ${n===null?y:g`<span class="since">${this.#n(n)}</span>`}
      </h2>
      <div class="inside">
        <p class="sentence" role="status">${t}</p>
        ${r.length===0?y:g`<ul class="plain" aria-label=${this.t(`today.ways`)}>
                ${this.#t(r).map(e=>g`<li class="way">${this.#r(e)}</li>`)}
              </ul>`}
      </div>
    </section>`}#t(e){return[...e].sort((e,t)=>Number(e.proven)-Number(t.proven)||e.endpoint.localeCompare(t.endpoint))}#n(e){let t=this.#e.now-e<43200?this.format.time(e):this.format.dateTime(e);return this.t(`today.since`,{at:t})}#r(e){let t=e.endpoint;if(e.proven){let n=this.format.ago(e.last_proven??this.#e.now,this.#e.now);return g`${V(`check`)} <span>${this.t(`today.way_proven`,{name:t,ago:n})}</span>`}let n=e.last_proven===null?this.t(`today.way_never`,{name:t}):this.t(`today.way_unproven`,{name:t,at:this.format.dateTime(e.last_proven)}),r=e.relieved?g` ${this.t(`today.way_relieved`)}`:y;return g`<span class="unproven">${V(`cross`)}</span> <span class="unproven">${n}${r}</span>`}};N([S({attribute:!1})],Qs.prototype,`readiness`,void 0),Qs=N([x(`duress-readiness-headline`)],Qs);var $s=class extends P{constructor(...e){super(...e),this.sessions=[],this.#e=new A(this),this.#t=new B(this),this.#n=new T(this,`duress/roster`,()=>this.#i?{}:void 0)}static{this.styles=[M,o`
      :host {
        display: contents;
      }
      .notice {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 8px var(--gap);
      }
      .notice > svg {
        flex: none;
      }
      .words {
        flex: 1 1 280px;
      }
    `]}#e;#t;#n;render(){return g`${this.sessions.map(e=>this.#r(e))}
    ${this.#e.error===void 0?y:g`<p class="error" role="alert">${this.#e.error}</p>`}`}#r(e){let t={until:this.format.time(e.until),n:e.transmitters},n=[e.until>this.#t.now?this.t(`today.left`,{left:this.format.clock(e.until-this.#t.now)}):``,e.by===``?``:this.t(`today.by`,{who:e.by}),e.reason].filter(e=>e!==``);return g`<div class="notice" role="group" aria-label=${this.t(`today.session_${e.kind}`,t)}>
      ${V(`hourglass`)}
      <div class="words">
        <p><strong>${this.t(`today.session_${e.kind}`,t)}</strong></p>
        <p class="quiet">${n.join(` · `)}</p>
      </div>
      ${this.#a(e)} ${this.#s(e)}
    </div>`}get#i(){return this.console.site.demo&&this.console.may(`run_tests`)&&this.console.may(`simulate`)&&this.sessions.length>0}#a({rehearsal_id:e}){let t=this.#n.message?.devices.filter(t=>t.test_id===e)??[];return!this.#i||t.length===0?y:g`<button ?disabled=${this.#e.busy} @click=${()=>this.#o(t)}>
      ${this.t(`today.demo_press`,{n:t.length})}
    </button>`}async#o(e){await this.#e.run(async()=>{for(let{device_id:t}of e)await this.console.act(`simulate`,{device_id:t,act:`press`})})}#s(e){if(e.kind===`survey`){let e=I(`walk`);return g`<a class="button" href=${e} @click=${t=>R(t,e)}
        >${this.t(`today.to_walk`)}</a
      >`}return this.console.may(`run_tests`)?g`<button ?disabled=${this.#e.busy} @click=${()=>this.#c(e)}>
      ${this.t(`today.end_${e.kind}`)}
    </button>`:y}async#c({rehearsal_id:e}){await this.#e.run(()=>this.console.act(`end_test`,{site:this.console.site.site,rehearsal_id:e}))}};N([S({attribute:!1})],$s.prototype,`sessions`,void 0),$s=N([x(`duress-running-tests`)],$s);var ec=[`install`,`change_lives`,`survey`,`prove_paths`],tc=class extends P{static{this.styles=[M,o`
      .card {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 8px var(--gap);
      }
      .words {
        flex: 1 1 260px;
      }
    `]}render(){let{progress:e}=this;if(e===void 0||e.current===null)return y;let t=I(`start`),n={done:e.done,of:e.of},r=e=>R(e,t);return e.live===null?g`<section class="card" aria-labelledby="set-up">
      ${V(`ring`)}
      <div class="words">
        <h2 id="set-up">${this.t(`today.set_up`,n)}</h2>
        <p>${this.t(`today.set_up_next`,{step:this.t(`start.step_${e.current}`)})}</p>
      </div>
      <a class="button ${this.#e?`strong`:``}" href=${t} @click=${r}
        >${this.t(`today.set_up_go`)}</a
      >
    </section>`:g`<p><a class="button" href=${t} @click=${r}>${this.t(`today.set_up`,n)}</a></p>`}get#e(){return ec.some(e=>this.console.may(e))}};N([S({attribute:!1})],tc.prototype,`progress`,void 0),tc=N([x(`duress-set-up-link`)],tc);var nc=[`link_lost`,`path_lost`,`jammed`],rc=[...nc,`missing`];function ic(e){let t=e=>{let t=rc.indexOf(e.kind);return[Number(e.muted),Number(!e.grave),t===-1?rc.length:t,e.since]};return[...e].sort((e,n)=>{let[r,i]=[t(e),t(n)],a=r.findIndex((e,t)=>e!==i[t]);return a===-1?0:(r[a]??0)-(i[a]??0)})}function ac(e){let t=({items:e})=>Number(e.some(e=>!e.muted&&nc.includes(e.kind)));return[...e].sort((e,n)=>t(n)-t(e))}var oc=5,sc=6,cc={no_receiver:`start`,no_pendants:`start`,no_monitoring:`start`,unproven:`monitoring`,relieved:`monitoring`},lc=class extends P{constructor(...e){super(...e),this.troubles=[],this.#e=new B(this,30)}static{this.styles=[M,o`
      li {
        display: grid;
        gap: 2px;
        padding: 10px 0;
        border-top: 1px solid var(--line);
      }
      .what {
        display: flex;
        align-items: baseline;
        gap: 8px;
        font-weight: 500;
      }
      .what svg {
        flex: none;
      }
      .grave {
        color: var(--alarm-ink);
      }
    `]}#e;render(){let e=ic(this.troubles),t=this.readiness===void 0?[]:zr(this.readiness);return g`<section class="card" aria-labelledby="fix">
      <h2 id="fix">${this.t(`today.fix`)}</h2>
      ${e.length+t.length===0?g`<p>${V(`check`)} ${this.t(`today.nothing_to_fix`)}</p>`:g`<ul class="plain">
              ${t.map(e=>this.#n(e))} ${e.slice(0,oc).map(e=>this.#t(e))}
            </ul>`}
      ${e.length===0?y:this.#r(`upkeep`,this.t(`today.all_upkeep`,{n:e.length}))}
    </section>`}#t(e){let t=e.devices.slice(0,sc),n=this.format.list(t.length<e.devices.length?[...t,this.t(`today.others`,{n:e.devices.length-t.length})]:t),r=e.room===null?n:`${n} (${e.room})`;return g`<li>
      <span class="what ${e.grave?`grave`:``}">
        ${V(e.grave?`cross`:`triangle`)}
        <span>
          ${r}: ${e.what} ${e.grave?g`<span class="chip alarm">${this.t(`today.grave`)}</span>`:y}
          ${e.muted?g`<span class="chip">${this.t(`today.muted`)}</span>`:y}
        </span>
      </span>
      <span>${e.how}</span>
      <span class="quiet">${this.t(`today.began`,{ago:this.format.ago(e.since,this.#e.now)})}</span>
    </li>`}#n(e){let t=cc[e],n=this.readiness?.not_yet_heard??0;return g`<li>
      <span class="what">${V(`triangle`)} <span>${this.t(`today.hint_${e}`,{n})}</span></span>
      <span>${this.t(`today.how_${e}`)}</span>
      ${t===void 0?y:this.#r(t,this.t(`today.to_${t}`))}
    </li>`}#r(e,t){let n=I(e);return g`<p>
      <a class="button" href=${n} @click=${e=>R(e,n)}>${t}</a>
    </p>`}};N([S({attribute:!1})],lc.prototype,`troubles`,void 0),N([S({attribute:!1})],lc.prototype,`readiness`,void 0),lc=N([x(`duress-what-to-fix`)],lc);var uc=class extends F{static{this.styles=[M,o`
      h1 {
        font-size: 1.2rem;
      }
    `]}#e=()=>({language:this.console.texts.language});#t=new T(this,`duress/readiness`,this.#e);#n=new T(this,`duress/troubles`,this.#e);#r=new T(this,`duress/duties`);#i=new T(this,`duress/progress`);render(){return g`<div class="page">
      <h1>${this.t(`today.title`,{day:this.format.date(Date.now()/1e3)})}</h1>
      ${z(this.console,this.#t,e=>this.#a(e))}
    </div>`}#a(e){return g`<duress-running-tests .sessions=${e.sessions}></duress-running-tests>
      ${e.located.map(e=>this.#o(e))}
      <duress-readiness-headline .readiness=${e}></duress-readiness-headline>
      <duress-set-up-link .progress=${this.#i.message}></duress-set-up-link>
      <div class="columns">
        ${z(this.console,this.#n,({troubles:t})=>g`<duress-what-to-fix .troubles=${t} .readiness=${e}></duress-what-to-fix>`)}
        ${z(this.console,this.#r,e=>g`<duress-due-list .duties=${e}></duress-due-list>`)}
      </div>`}#o(e){let t={device:e.device,since:this.format.dateTime(e.since),until:this.format.dateTime(e.until),who:e.by};return g`<div class="notice">
      <p><strong>${this.t(`today.located`,t)}</strong></p>
      <p>${this.t(`today.located_more`,t)}</p>
      ${e.reason===``?y:g`<p class="quiet">${this.t(`today.located_reason`,{reason:e.reason})}</p>`}
    </div>`}};uc=N([x(`duress-today-page`)],uc);function dc(e,t,n){let r=/* @__PURE__ */ new Map;for(let n of e){let e=t(n),i=[e?.building,e?.floor].filter(Boolean).join(` · `),a=r.get(i);a===void 0?r.set(i,[n]):a.push(n)}let{compare:i}=new Intl.Collator(void 0,{numeric:!0});return[...r].sort(([e],[t])=>Number(e===``)-Number(t===``)||i(e,t)).map(([e,t])=>({name:e===``?n:e,items:t}))}function fc(e){let t=/* @__PURE__ */ new Map;for(let{cell:n,label:r}of e)t.set(n,[...t.get(n)??[],r]);return[...t].map(([e,t])=>({cell:e,count:t.length,labels:t}))}function pc(e){return Date.parse(`${e}T12:00:00`)/1e3}var mc=[4,8,13,26,52],hc=8,gc=0,_c=604800,vc=class extends P{constructor(...e){super(...e),this.weeks=hc,this.chosen=/* @__PURE__ */ new Set,this.said=``,this.#e=new A(this)}static{this.styles=[M,o`
      label.weeks {
        max-width: 280px;
      }
      td:first-child {
        width: var(--touch);
      }
      tbody th {
        font-weight: 600;
      }
      tbody th .quiet {
        font-weight: 400;
      }
      ul {
        margin: 0;
      }
      .note {
        align-items: end;
      }
      [role="status"]:empty {
        margin-block-start: -12px;
      }
    `]}#e;render(){let{batteries:e,batteries_in_all:t}=this.upkeep,n=Date.now()/1e3+this.weeks*_c,r=e.filter(({low:e,due:t})=>!e&&t===null),i=this.weeks===gc?r:e.filter(({low:e,due:t})=>e||t!==null&&pc(t)<=n);return g`<section class="card" aria-labelledby="heading">
      <h2 id="heading">${this.t(`upkeep.batteries`)}</h2>
      <label class="weeks no-print"
        >${this.t(`upkeep.ahead`)}
        <select @change=${e=>this.weeks=Number(e.target.value)}>
          ${mc.map(e=>g`<option value=${e} ?selected=${e===this.weeks}>
                ${this.t(`upkeep.weeks`,{n:e})}
              </option>`)}
          <option value=${gc} ?selected=${this.weeks===gc}>${this.t(`upkeep.undated`)}</option>
        </select>
      </label>
      ${i.length===0?g`<p>${this.t(`upkeep.no_batteries`)}</p>`:this.#t(i)}
      <p role="status">${this.said}</p>
      ${r.length===0?y:g`<p>${this.t(`upkeep.without_day`,{n:r.length,all:t})}</p>`}
      <p class="quiet">${this.t(`upkeep.forecast`)}</p>
    </section>`}#t(e){let t=this.console.may(`maintain`);return g`<div class="scroll" tabindex="0" role="group" aria-labelledby="heading">
        <table>
          <thead>
            <tr>
              ${t?g`<td class="no-print"></td>`:y}
              <th scope="col">${this.t(`upkeep.device`)}</th>
              <th scope="col">${this.t(`upkeep.due`)}</th>
              <th scope="col">${this.t(`upkeep.cell_column`)}</th>
            </tr>
          </thead>
          <tbody>
            ${e.map(e=>this.#n(e,t))}
          </tbody>
        </table>
      </div>
      ${this.#e.error===void 0?y:g`<p class="error" role="alert">${this.#e.error}</p>`}
      ${t?g`<div class="actions note no-print">
              <label>${this.t(`upkeep.put_in`)} <input type="date" .value=${yc()} max=${yc()} /></label>
              <button class="strong" ?disabled=${this.#e.busy} @click=${this.#s}>
                ${this.t(`upkeep.new_batteries`)}
              </button>
            </div>`:y}
      ${this.weeks===gc?y:this.#i(e)}`}#n(e,t){let n=e.device_id??``;return g`<tr>
      ${t?g`<td class="no-print">
              <label class="row"
                ><input
                  type="checkbox"
                  aria-label=${this.t(`upkeep.choose`,{label:e.label})}
                  .checked=${this.chosen.has(n)}
                  @change=${()=>this.#o(n)}
              /></label>
            </td>`:y}
      <th scope="row">
        ${e.label} <span class="quiet">${e.model}</span>
        <div class="quiet">${[e.room,e.floor].filter(Boolean).join(`, `)}</div>
      </th>
      <td>${this.#r(e)}</td>
      <td>${e.cell??this.t(`upkeep.unknown_cell`,{model:e.model})}</td>
    </tr>`}#r({low:e,due:t}){let n=t===null?void 0:pc(t),r=n!==void 0&&n<Date.now()/1e3;return g`${e?g`<span class="chip warn"><span aria-hidden="true">▲</span> ${this.t(`upkeep.low`)}</span>`:y}
    ${n===void 0?y:this.format.date(n)} ${r?g`(${this.t(`upkeep.overdue`)})`:y}`}#i(e){return g`<h3>${this.t(`upkeep.shopping`)}</h3>
      <ul>
        ${this.#a(e).map(e=>g`<li>${e}</li>`)}
      </ul>
      <div class="actions no-print">
        <button @click=${()=>this.#c(e)}>${this.t(`upkeep.copy`)}</button>
        <button @click=${()=>this.dispatchEvent(new CustomEvent(`print`))}>${this.t(`upkeep.print`)}</button>
      </div>`}#a(e){return fc(e).map(({cell:e,count:t,labels:n})=>`${this.t(`upkeep.shopping_line`,{n:t,cell:e??this.t(`upkeep.unknown`)})} ${this.t(`upkeep.shopping_for`,{labels:this.format.list(n)})}`)}#o(e){let t=new Set(this.chosen);t.delete(e)||t.add(e),this.chosen=t}#s(){let e=[...this.chosen].filter(e=>this.upkeep.batteries.some(({device_id:t})=>t===e));e.length===0?this.said=this.t(`upkeep.choose_first`):(this.said=``,this.#e.run(async()=>{await this.console.act(`battery_changed`,{device_id:e,date:this.day.value||yc()}),this.said=this.t(`upkeep.noted`,{n:e.length}),this.chosen=/* @__PURE__ */ new Set}))}async#c(e){this.said=this.t(await ao(this.#a(e).join(`
`))?`upkeep.copied`:`upkeep.not_copied`)}};N([S({attribute:!1})],vc.prototype,`upkeep`,void 0),N([C()],vc.prototype,`weeks`,void 0),N([C()],vc.prototype,`chosen`,void 0),N([C()],vc.prototype,`said`,void 0),N([w(`input[type="date"]`)],vc.prototype,`day`,void 0),vc=N([x(`duress-batteries`)],vc);function yc(){let e=/* @__PURE__ */ new Date;return(/* @__PURE__ */ new Date(e.getTime()-e.getTimezoneOffset()*6e4)).toISOString().slice(0,10)}var bc=10,xc=class{constructor(){this.list=[]}#e;#t;take(e,t,n){if(e!==this.#t&&(this.#t=e,this.list=[],this.#e=void 0),t===void 0)return;let r=new Set(t.map(e=>e.trouble_id)),i=(this.#e??[]).filter(e=>!r.has(e.trouble_id));this.list=[...i.map(e=>({trouble:e,at:n})),...this.list].slice(0,bc),this.#e=t}},Sc=[30,60,120,240,480,1440],Cc=60,wc=class extends P{constructor(...e){super(...e),this.minutes=Cc,this.#e=new A(this)}#e;render(){let{trouble:e}=this,t=this.format.list(e?.afflicted.map(e=>e.label)??[]);return g`<duress-dialog
      ?open=${e!==void 0}
      heading=${this.t(`upkeep.mute_heading`,{label:t})}
      @closed=${this.#i}
    >
      ${e===void 0?y:this.#t()}
    </duress-dialog>`}#t(){return g`<form @submit=${this.#r}>
      <div class="card">
        <p>${this.t(`upkeep.mute_text`)}</p>
        <label
          >${this.t(`upkeep.mute_for`)}
          <select @change=${e=>this.minutes=Number(e.target.value)}>
            ${Sc.map(e=>g`<option value=${e} ?selected=${e===this.minutes}>${this.#n(e)}</option>`)}
          </select>
        </label>
        <label>${this.t(`upkeep.mute_reason`)} <input required maxlength="200" autocomplete="off" /></label>
        ${this.#e.error===void 0?y:g`<p class="error" role="alert">${this.#e.error}</p>`}
        <div class="actions">
          <button class="strong" ?disabled=${this.#e.busy}>${this.t(`upkeep.mute_do`)}</button>
          <button type="button" @click=${this.#i}>${this.t(`upkeep.back`)}</button>
        </div>
      </div>
    </form>`}#n(e){let t=Date.now()/1e3+e*60;return`${this.format.duration(e*60)} – ${this.t(`upkeep.mute_until`,{at:this.format.dateTime(t)})}`}#r(e){e.preventDefault();let t=this.trouble?.afflicted.filter(e=>e.muted_until===null)??[],n=this.reason.value;this.#e.run(async()=>{for(let{device_id:e}of t)await this.console.act(`bypass`,{device_id:e,minutes:this.minutes,reason:n})}).then(e=>{e&&this.#i()})}#i(){this.dispatchEvent(new CustomEvent(`closed`))}};N([S({attribute:!1})],wc.prototype,`trouble`,void 0),N([C()],wc.prototype,`minutes`,void 0),N([w(`input`)],wc.prototype,`reason`,void 0),wc=N([x(`duress-mute-dialog`)],wc);var Tc=160,Ec=40,Dc=3;function Oc({values:e,enough:t}){let n=e.filter(e=>e!==null),r=Math.max(t*2,...n),i=e.length>1?154/(e.length-1):0,a=[[]];return e.forEach((e,t)=>{e===null?a.push([]):a.at(-1)?.push(`${jc(Dc+t*i)},${Ac(e,r)}`)}),a.filter(e=>e.length>0).map(e=>e.join(` `))}function kc(e){let t=e.values.filter(e=>e!==null),n=Math.max(e.enough*2,...t),r=Ac(e.enough,n);return _`<svg role="img" aria-label=${e.label} viewBox="0 0 ${Tc} ${Ec}" width=${Tc} height=${Ec}>
    <line class="enough" x1="0" x2=${Tc} y1=${r} y2=${r}></line>
    ${Oc(e).map(e=>e.includes(` `)?_`<polyline class="line" points=${e}></polyline>`:_`<circle class="dot" cx=${e.split(`,`)[0]??``} cy=${e.split(`,`)[1]??``} r="2.5"></circle>`)}
  </svg>`}function Ac(e,t){return jc(37-Math.max(0,e)/t*34)}function jc(e){return Math.round(e*10)/10}var Mc=12,Nc=500,Pc=6e4,Fc=3,Ic=class extends P{static{this.styles=[M,o`
      li {
        display: grid;
        grid-template-columns: minmax(8em, 1fr) 160px minmax(9em, 1fr);
        gap: 4px 16px;
        align-items: center;
        padding: 4px 0;
        border-bottom: 1px solid var(--line);
      }
      svg {
        max-width: 100%;
      }
      .line {
        fill: none;
        stroke: var(--link);
        stroke-width: 2;
      }
      .dot {
        fill: var(--link);
      }
      .enough {
        stroke: var(--warn);
        stroke-width: 1;
        stroke-dasharray: 4 3;
      }
      @media (max-width: 600px) {
        li {
          grid-template-columns: 1fr;
        }
      }
    `]}#e=Mc;#t=-6e4;willUpdate(e){let t=performance.now()-this.#t>=Pc;(e.has(`console`)||e.has(`stamp`)&&t)&&this.#s()}render(){return g`<section class="card" aria-labelledby="heading">
      <h2 id="heading">${this.t(`upkeep.signals`)}</h2>
      ${this.error===void 0?y:g`<p class="error" role="alert">${this.error}</p>`}
      ${this.answer===void 0?this.#n():this.#r(this.answer)}
    </section>`}#n(){return this.error===void 0?g`<p class="quiet" role="status">${this.t(`common.waiting`)}</p>`:y}#r({signals:e,count:t,enough:n}){return t===0?g`<p>${this.t(`upkeep.no_signals`)}</p>`:g`<p class="quiet">${this.t(`upkeep.signals_lead`,{enough:n})}</p>
      <ul class="plain">
        ${e.map(e=>this.#i(e,n))}
      </ul>
      ${e.length<t?g`<div class="actions">
              <button @click=${this.#o}>${this.t(`upkeep.show_all`,{n:t})}</button>
            </div>`:y}`}#i(e,t){let n=e.days.filter(e=>e!==null).length>=Fc,r=n?e.days:e.recent,i=this.t(n?`upkeep.over_days`:`upkeep.over_recent`,{n:r.length}),a=n||e.recent.length===0?e.lowest:Math.min(...e.recent),o=this.#a(e.margin,a),s=this.word(`upkeep`,`trend_${e.trend}`),c=this.t(`upkeep.drawn`,{label:e.label,span:i,now:o,trend:s});return g`<li>
      <span><strong>${e.label}</strong> <span class="quiet">${e.room??e.floor??``}</span></span>
      ${r.length===0?g`<span></span>`:kc({values:r,enough:t,label:c})}
      <span>
        ${o}, <strong>${s}</strong> <span class="quiet">(${i})</span>
        ${e.weak?g`<span class="chip warn"><span aria-hidden="true">▲</span> ${this.t(`upkeep.weak`)}</span>`:y}
        ${e.single_path?g`<span class="chip">${this.t(`upkeep.single`)}</span>`:y}
        ${e.missed>0?g`<span class="quiet">${this.t(`upkeep.missed`,{share:this.format.percent(e.missed)})}</span>`:y}
      </span>
    </li>`}#a(e,t){if(e===null)return this.t(`upkeep.unheard`);let n=this.format.number(e,1);return t===null?this.t(`upkeep.margin_now`,{now:n}):this.t(`upkeep.margin`,{now:n,lowest:this.format.number(t,1)})}#o(){this.#e=Nc,this.#s()}async#s(){this.#t=performance.now();try{this.answer=await this.console.ask(`duress/signals`,{limit:this.#e}),this.error=void 0}catch(e){this.error=k(e)}}};N([S({attribute:!1})],Ic.prototype,`stamp`,void 0),N([C()],Ic.prototype,`answer`,void 0),N([C()],Ic.prototype,`error`,void 0),Ic=N([x(`duress-signals`)],Ic);var Lc=`/config/repairs`,Rc=class extends P{static{this.styles=[M,o`
      article {
        display: grid;
        gap: 4px;
        padding: 12px;
        border: 1px solid var(--line);
        border-inline-start: 4px solid var(--warn);
        border-radius: 8px;
        background: var(--paper);
      }
      article.grave {
        border-inline-start-color: var(--alarm);
      }
      article.muted {
        border-inline-start-color: var(--edge);
      }
      header {
        display: flex;
        flex-wrap: wrap;
        gap: 4px 8px;
        align-items: baseline;
      }
      .actions:empty {
        display: none;
      }
    `]}#e=new B(this,30);render(){let{trouble:e}=this,t=e.muted?`muted`:e.grave?`grave`:``,n=[...new Set(e.afflicted.map(e=>e.cell))].filter(e=>e!==null);return g`<article class=${t}>
      <header>
        <strong>${this.#t()}:</strong> <span>${e.what}</span>
        ${e.grave?g`<span class="chip alarm"><span aria-hidden="true">!</span> ${this.t(`upkeep.grave`)}</span>`:y}
        ${e.muted?g`<span class="chip">${this.t(`upkeep.muted`)}</span>`:y}
        ${e.kind===`low_battery`&&n.length>0?g`<span class="chip">${this.t(`upkeep.cell`,{cell:this.format.list(n)})}</span>`:y}
      </header>
      <p>${e.how}</p>
      ${e.advice===null?y:g`<p>${e.advice}</p>`}
      <p class="quiet">
        ${this.t(`upkeep.since`,{at:this.format.dateTime(e.since)})}
        (${this.format.ago(e.since,Math.max(this.#e.now,e.since))})
      </p>
      <div class="actions">${this.#n()}</div>
    </article>`}#t(){return this.format.list(this.trouble.afflicted.map(({label:e,room:t})=>t===null?e:`${e} (${t})`))}#n(){let{trouble:e}=this,t=[];if(e.kind===`path_lost`){let e=I(`monitoring`);return[g`<a class="button" href=${e} @click=${t=>{t.preventDefault(),L(e)}}>${this.t(`upkeep.to_monitoring`)}</a>`]}return e.kind===`link_lost`&&this.console.home.user?.is_admin===!0&&t.push(g`<a class="button" href=${Lc}>${this.t(`upkeep.to_repairs`)}</a>`),!e.muted&&this.console.may(`bypass`)&&t.push(g`<button @click=${()=>this.dispatchEvent(new CustomEvent(`mute`))}>${this.t(`upkeep.mute`)}</button>`),t}};N([S({attribute:!1})],Rc.prototype,`trouble`,void 0),Rc=N([x(`duress-trouble`)],Rc);var zc=10,Bc=class extends F{constructor(...e){super(...e),this.printing=!1,this.#e=new xc,this.#t=new T(this,`duress/troubles`,()=>this.#o),this.#n=new T(this,`duress/upkeep`),this.#r=new T(this,`duress/readiness`,()=>this.#o),this.#i=new A(this),this.#a=new B(this,5)}static{this.styles=[M,o`
      .lead {
        font-size: 1.2rem;
      }
      .group {
        display: grid;
        gap: 8px;
      }
    `]}#e;#t;#n;#r;#i;#a;willUpdate(){this.#e.take(this.console.site.site,this.#t.message?.troubles,Date.now()/1e3)}render(){return g`<div class="page">
      <h1>${this.t(`common.page_upkeep`)}</h1>
      <div class=${this.printing?`group no-print`:`group`}>
        ${z(this.console,this.#t,({troubles:e})=>this.#s(e))}
      </div>
      ${this.#n.message===void 0?y:g`<div class=${this.printing?`group no-print`:`group`}>
                ${this.#d(this.#n.message.muted)} ${this.#f(this.#n.message)}
              </div>
              <duress-batteries .upkeep=${this.#n.message} @print=${this.#h}></duress-batteries>
              <duress-signals class=${this.printing?`no-print`:``} .stamp=${this.#n.message}></duress-signals>`}
      <duress-mute-dialog .trouble=${this.muting} @closed=${()=>this.muting=void 0}></duress-mute-dialog>
    </div>`}get#o(){return{language:this.console.texts.language}}#s(e){let t=e.filter(e=>!e.muted),n=ac(dc(ic(e),e=>e.afflicted[0],this.console.site.name));return g`<p class="lead" role="status">${this.#c(t)} ${this.#l()}</p>
      ${n.length===0?y:g`<h2>${this.t(`upkeep.mend`)}</h2>
              <p class="quiet">${this.t(`upkeep.ticks_itself`)}</p>`}
      ${n.map(({name:e,items:t})=>g`<section class="group" aria-label=${e}>
            <h3>${e}</h3>
            <ul class="plain">
              ${W(t,e=>e.trouble_id,e=>g`<li><duress-trouble .trouble=${e} @mute=${()=>this.muting=e}></duress-trouble></li>`)}
            </ul>
          </section>`)}
      ${this.#u()}`}#c(e){if(e.length===0)return this.t(`upkeep.nothing`);let t=e.filter(e=>e.grave).length,n=this.t(`upkeep.to_do`,{n:e.length});return t===0?n:`${n} ${this.t(`upkeep.graves`,{n:t})}`}#l(){let e=this.#r.message;if(e===void 0)return y;let{last_proven:t,pendants:n,pendants_ready:r}=e,i=t===null?``:this.t(`upkeep.proof_path`,{ago:this.format.ago(t,Math.max(t,this.#a.now))});return g`<span class="quiet">${this.t(`upkeep.proof`,{ready:r,n})} ${i}</span>`}#u(){let{list:e}=this.#e;return e.length===0?y:g`<section class="group" aria-labelledby="mended">
      <h2 id="mended">${this.t(`upkeep.mended`)}</h2>
      <ul class="plain">
        ${e.map(({trouble:e,at:t})=>g`<li>
              <span class="chip good"><span aria-hidden="true">✓</span></span>
              ${this.format.list(e.afflicted.map(e=>e.label))}: ${e.what},
              ${this.t(`upkeep.mended_at`,{at:this.format.time(t)})}
            </li>`)}
      </ul>
    </section>`}#d(e){return e.length===0?y:g`<section class="card" aria-labelledby="muted">
      <h2 id="muted">${this.t(`upkeep.muted_heading`)}</h2>
      ${this.#i.error===void 0?y:g`<p class="error" role="alert">${this.#i.error}</p>`}
      <ul class="plain">
        ${e.map(e=>g`<li>
              <p>
                <strong>${e.label}</strong> ${this.t(`upkeep.muted_until`,{at:this.format.dateTime(e.until)})}
                ${e.by===null?y:g`<span class="quiet"
                        >${this.t(`upkeep.muted_by`,{by:e.by,reason:e.reason??``})}</span
                      >`}
              </p>
              ${this.console.may(`maintain`)?g`<div class="actions">
                      <button ?disabled=${this.#i.busy} @click=${()=>this.#m(e)}>
                        ${this.t(`upkeep.unmute`)}
                      </button>
                    </div>`:y}
            </li>`)}
      </ul>
    </section>`}#f({single_path_rooms:e,single_path:t}){if(e.length+t.length===0)return y;let n=I(`map`);return g`<section class="card" aria-labelledby="single">
      <h2 id="single">${this.t(`upkeep.single_heading`)}</h2>
      ${e.length===0?y:g`<p>${this.t(`upkeep.single_rooms`,{names:this.#p(e)})}</p>`}
      ${t.length===0?y:g`<p>${this.t(`upkeep.single_devices`,{names:this.#p(t)})}</p>`}
      <p class="quiet">${this.t(`upkeep.single_how`)}</p>
      <div class="actions"><a class="button" href=${n} @click=${e=>{e.preventDefault(),L(n)}}>${this.t(`upkeep.to_map`)}</a></div>
    </section>`}#p(e){let t=e.length-zc;return[e.slice(0,zc).join(`, `),...t>0?[this.t(`upkeep.and_more`,{n:t})]:[]].join(` `)}#m({device_id:e}){this.#i.run(()=>this.console.act(`end_bypass`,{device_id:e}))}async#h(){this.printing=!0,await this.updateComplete,window.print(),this.printing=!1}};N([C()],Bc.prototype,`muting`,void 0),N([C()],Bc.prototype,`printing`,void 0),Bc=N([x(`duress-upkeep-page`)],Bc);function Vc(e,t){return new T(e,`duress/survey`,()=>({language:e.console.home.language}),t)}function Hc(e){return e.rooms.find(t=>t.room_id===e.room?.room_id)}function Uc(e){let[t]=e.hearing,n=t??e.last;if(n!==null&&n.room_id===e.room?.room_id)return{answer:n,final:t===void 0}}function Wc(e){return[e.floor,e.building].filter(e=>e!==null).join(`, `)}function Gc(e){return Date.parse(e)/1e3}function Kc(e){let t=/* @__PURE__ */ new Map;for(let n of e){let e=Wc(n),r=t.get(e);r===void 0?t.set(e,[n]):r.push(n)}return t}function qc(e){let t=e.filter(e=>e.presses>0),n=t.filter(e=>e.checks===0),r=Math.ceil(t.length/5),i=n.length>=r?n:t;return Array.from({length:r},(e,t)=>i[Math.floor(t*i.length/r)]).filter(e=>e!==void 0)}var Jc=4,Yc=5,Xc=[`retired`,`lost`,`in_repair`],Zc=class extends P{constructor(...e){super(...e),this.picked=[],this.sought=``,this.#e=new T(this,`duress/roster`)}static{this.styles=[M,o`
      fieldset {
        display: grid;
        gap: 8px;
        margin: 0;
        padding: 0;
        border: 0;
        min-width: 0;
      }
      input[type="checkbox"] {
        flex: none;
      }
      legend {
        padding: 0;
        font-weight: 600;
      }
      label.row {
        padding: 4px 12px;
        border: 1px solid var(--line);
        border-radius: 8px;
        background: var(--paper);
        min-height: 52px;
      }
    `]}#e;render(){return z(this.console,this.#e,e=>{let t=e.devices.filter(e=>e.role===`pendant`&&!Xc.includes(e.life)).filter(e=>this.#r(e)),n=t.filter((e,t)=>t<Yc||this.#n(e)),r=t.length-n.length;return g`<fieldset>
        <legend>${this.t(`walk.pendants`)}</legend>
        <p class="quiet">${this.t(`walk.pendants_long`)}</p>
        <label
          >${this.t(`walk.search_pendant`)}
          <input type="search" .value=${this.sought} @input=${this.#a} autocomplete="off" />
        </label>
        ${n.map(e=>this.#t(e))}
        ${t.length===0?g`<p role="status">${this.t(`walk.no_pendant_found`)}</p>`:y}
        ${r>0?g`<p class="quiet">${this.t(`walk.more_pendants`,{n:r})}</p>`:y}
      </fieldset>`})}#t(e){let t=this.#n(e),n=[e.holder,this.t(`walk.serial`,{serial:String(e.serial)})].filter(Boolean).join(` · `);return g`<label class="row">
      <input
        type="checkbox"
        .checked=${t}
        ?disabled=${!t&&this.picked.length>=Jc}
        @change=${()=>this.#i(e)}
      />
      <span>${e.label}<br /><small class="quiet">${n}</small></span>
    </label>`}#n(e){return e.device_id!==null&&this.picked.includes(e.device_id)}#r(e){let t=`${e.label} ${e.serial} ${e.holder??``}`.toLocaleLowerCase();return this.#n(e)||t.includes(this.sought.trim().toLocaleLowerCase())}#i(e){let t=e.device_id;t!==null&&(this.picked=this.picked.includes(t)?this.picked.filter(e=>e!==t):[...this.picked,t],this.dispatchEvent(new CustomEvent(`picked`,{detail:this.picked})))}#a(e){this.sought=e.target.value}};N([S({attribute:!1})],Zc.prototype,`picked`,void 0),N([C()],Zc.prototype,`sought`,void 0),Zc=N([x(`duress-pendant-picker`)],Zc);var Qc=class extends P{constructor(...e){super(...e),this.kind=`survey`,this.which=`all`,this.floors=[],this.picked=[],this.#e=Vc(this),this.#t=Li(this),this.#n=new A(this)}static{this.styles=[M,o`
      .page {
        max-width: 560px;
      }
      fieldset {
        display: grid;
        gap: 4px;
        margin: 0;
        padding: 0;
        border: 0;
      }
      input[type="checkbox"],
      input[type="radio"] {
        flex: none;
      }
      legend {
        padding: 0;
        font-weight: 600;
      }
      .floors {
        padding-inline-start: 28px;
      }
      button.strong {
        min-height: 64px;
        font-size: 1.2rem;
      }
    `]}#e;#t;#n;render(){return g`<div class="page">
      <h1>${this.t(`walk.begin`)}</h1>
      ${this.#r()}
      <duress-pendant-picker
        .console=${this.console}
        @picked=${e=>this.picked=e.detail}
      ></duress-pendant-picker>
      ${z(this.console,this.#e,e=>this.#i(e))}
    </div>`}#r(){return g`<fieldset>
      <legend>${this.t(`walk.kind`)}</legend>
      ${[`survey`,`check`].map(e=>g`<label class="row">
            <input
              type="radio"
              name="kind"
              .checked=${this.kind===e}
              @change=${()=>{this.kind=e,this.which=e===`check`?`fifth`:`all`}}
            />
            <span
              >${this.t(`walk.kind_${e}`)}<br /><small class="quiet"
                >${this.t(`walk.kind_${e}_long`)}</small
              ></span
            >
          </label>`)}
    </fieldset>`}#i(e){let t=e.rooms.filter(e=>!e.is_gone),n=this.#s(t,e.needed),r=this.which===`unfinished`?n:this.#c(t);return g`<fieldset>
        <legend>${this.t(`walk.rooms`)}</legend>
        ${this.#a(`all`,t.length)} ${this.#a(`floors`,void 0)}
        ${this.which===`floors`?this.#o(t):y} ${this.#a(`unfinished`,n.length)}
        ${this.#a(`blind`,this.#l(t).length)}
        ${this.kind===`check`?this.#a(`fifth`,qc(t).length):y}
      </fieldset>
      <p class="notice">${this.t(`walk.begin_note`)}</p>
      ${this.#n.error===void 0?y:g`<p class="error" role="alert">${this.#n.error}</p>`}
      <button
        class="strong"
        ?disabled=${this.#n.busy||r.length===0||this.picked.length===0}
        @click=${()=>this.#d(r,t.length)}
      >
        ${this.t(`walk.begin_now`,{n:r.length})}
      </button>`}#a(e,t){return g`<label class="row">
      <input type="radio" name="which" .checked=${this.which===e} @change=${()=>this.which=e} />
      <span>${this.t(`walk.which_${e}`)}${t===void 0?y:` (${this.format.number(t)})`}</span>
    </label>`}#o(e){return g`<div class="floors">
      ${[...Kc(e)].map(([e,t])=>g`<label class="row">
            <input type="checkbox" .checked=${this.floors.includes(e)} @change=${()=>this.#u(e)} />
            <span>${e||this.t(`walk.no_floor`)} (${this.format.number(t.length)})</span>
          </label>`)}
    </div>`}#s(e,t){return e.filter(e=>this.kind===`check`?e.checks===0:e.presses<t)}#c(e){switch(this.which){case`all`:case`unfinished`:return e;case`floors`:return this.floors.flatMap(t=>Kc(e).get(t)??[]);case`blind`:return this.#l(e);case`fifth`:return qc(e)}}#l(e){let t=new Set(this.#t.message?.rooms.filter(e=>e.blind.length>0).map(e=>e.room_id));return e.filter(e=>t.has(e.room_id))}#u(e){this.floors=this.floors.includes(e)?this.floors.filter(t=>t!==e):[...this.floors,e]}async#d(e,t){let n=e.length===t?[]:e.map(e=>e.room_id);await this.#n.run(async()=>{let e={device_id:this.picked,kind:this.kind,rooms:n,anew:!0};L(I(`walk`,(await this.console.act(`start_survey`,{site:this.console.site.site,...e})).walk_id),!0)})}};N([C()],Qc.prototype,`kind`,void 0),N([C()],Qc.prototype,`which`,void 0),N([C()],Qc.prototype,`floors`,void 0),N([C()],Qc.prototype,`picked`,void 0),Qc=N([x(`duress-walk-begin`)],Qc);function $c(e){e.button!==0||e.ctrlKey||e.metaKey||e.shiftKey||(e.preventDefault(),L(e.currentTarget.getAttribute(`href`)??``))}var el=10,tl=class extends P{constructor(...e){super(...e),this.all=!1,this.#e=Li(this),this.#t=Vc(this)}static{this.styles=[M,o`
      progress {
        width: 100%;
        height: 10px;
        accent-color: var(--calm);
      }
      .big {
        min-height: 56px;
        font-size: 1.1rem;
      }
    `]}#e;#t;render(){let e=g`<a class="button strong big" href=${I(`walk`,`new`)} @click=${$c}
      >${this.t(`walk.begin`)}</a
    >`;return g`<div class="page">
      <h1>${this.t(`walk.title`)}</h1>
      <p>${this.t(`walk.about`)}</p>
      <div class="actions">
        ${this.console.may(`survey`)?e:y}
        <a class="button big" href=${I(`walk`,`report`)} @click=${$c}>${this.t(`walk.to_report`)}</a>
      </div>
      ${z(this.console,this.#t,e=>this.#n(e))}
    </div>`}#n(e){let t=g`<section class="card">
      <h2>${this.t(`walk.hints`)}</h2>
      <ul>
        ${e.suggestions.map(e=>g`<li>${e}</li>`)}
        ${e.twins.map(e=>g`<li>${e.text} ${e.offers.map(e=>e.text).join(` `)}</li>`)}
      </ul>
    </section>`;return g`${e.walks.map(e=>this.#r(e))}
    ${z(this.console,this.#e,e=>this.#i(e))}${e.suggestions.length+e.twins.length>0?t:y}`}#r(e){let t=g`<a class="button strong big" href=${I(`walk`,e.walk_id)} @click=${$c}
      >${this.t(e.state===`running`?`walk.open`:`walk.open_paused`)}</a
    >`;return g`<section class="card">
      <h2>${this.t(`walk.kind_${e.kind}`)} · ${this.format.list(e.pendants)}</h2>
      <progress max=${e.of} value=${e.done+e.unheard} aria-label=${this.t(`walk.progress`)}></progress>
      <p>
        ${this.t(`walk.done_of`,{done:e.done,of:e.of})} ·
        ${e.state===`paused`?this.t(`walk.paused`):e.room?.room??this.t(`walk.on_the_way`)}
      </p>
      <div class="actions">${this.console.may(`survey`)?t:y}</div>
    </section>`}#i(e){let t=e.rooms.filter(e=>e.blind.length>0),n=this.all?t:t.slice(0,el),r=g`<button @click=${()=>this.all=!0}>
      ${this.t(`walk.show_all`,{n:t.length})}
    </button>`;return g`<section class="card">
      <h2>${this.t(`walk.blind_spots`)}</h2>
      <p>${e.sentence}</p>
      ${t.length===0?y:this.#a(n)} ${n.length<t.length?r:y}
    </section>`}#a(e){return g`<div class="scroll" tabindex="0" role="group" aria-label=${this.t(`walk.blind_spots`)}>
      <table>
        <thead>
          <tr>
            <th scope="col">${this.t(`walk.report_room`)}</th>
            <th scope="col">${this.t(`walk.why`)}</th>
            <th scope="col">${this.t(`walk.proven`)}</th>
          </tr>
        </thead>
        <tbody>
          ${e.map(e=>g`<tr>
                <th scope="row">
                  ${e.room}${e.floor===null?y:g`<br /><small class="quiet">${e.floor}</small>`}
                </th>
                <td>${this.format.list(e.blind.map(e=>this.#o(e)))}</td>
                <td>
                  ${e.age_days===null?this.t(`walk.never`):this.t(`walk.days_ago`,{n:e.age_days})}
                </td>
              </tr>`)}
        </tbody>
      </table>
    </div>`}#o(e){return this.t(`walk.blind_${e}`)}};N([C()],tl.prototype,`all`,void 0),tl=N([x(`duress-walk-overview`)],tl);var nl=`
@media screen { .duress-print { display: none } }
@media print {
  body > :not(.duress-print) { display: none !important }
  html, body { background: #fff !important; overflow: visible !important; height: auto !important }
}`,rl=o`
  :host {
    display: block;
    color: #1b1b1b;
    background: #fff;
    font:
      11pt/1.4 system-ui,
      sans-serif;
  }
  h1 {
    font-size: 17pt;
  }
  h2 {
    font-size: 14pt;
    margin-top: 18pt;
  }
  h3 {
    font-size: 12pt;
  }
  .figure {
    font-size: 13pt;
    font-weight: 600;
    border-left: 4pt solid #1b1b1b;
    padding-left: 8pt;
  }
  .quiet {
    color: #444;
  }
  table {
    width: 100%;
    margin: 6pt 0 14pt;
    border-collapse: collapse;
    font-size: 10pt;
  }
  caption {
    text-align: start;
    font-weight: 600;
    padding: 4pt 0;
  }
  th,
  td {
    border: 1px solid #767676;
    padding: 2pt 5pt;
    text-align: start;
    vertical-align: top;
    font-weight: normal;
  }
  thead th {
    background: #eee;
    font-weight: 600;
  }
  thead {
    display: table-header-group;
  }
  tr {
    break-inside: avoid;
  }
  small {
    display: block;
  }
  .poor {
    font-weight: 600;
  }
  .matrix {
    width: auto;
  }
  .matrix td {
    min-width: 18pt;
    text-align: center;
  }
  .matrix .same {
    background: #ccc;
    print-color-adjust: exact;
  }
  .upright {
    vertical-align: bottom;
  }
  .upright span {
    writing-mode: vertical-rl;
    transform: rotate(180deg);
    max-height: 130pt;
  }
`,il=class{#e=document.createElement(`div`);#t=document.createElement(`style`);#n=this.#e.attachShadow({mode:`open`});constructor(e,t){this.content=t,this.#e.className=`duress-print`,this.#t.textContent=nl,s(this.#n,[rl]),e.addController(this)}hostConnected(){window.addEventListener(`beforeprint`,this.#r),window.addEventListener(`afterprint`,this.#i)}hostDisconnected(){window.removeEventListener(`beforeprint`,this.#r),window.removeEventListener(`afterprint`,this.#i),this.#i()}#r=()=>{let e=this.content();e!==void 0&&(Ge(e,this.#n),document.head.append(this.#t),document.body.append(this.#e))};#i=()=>{this.#t.remove(),this.#e.remove(),Ge(y,this.#n)}},al=12;function ol(e){let t=/* @__PURE__ */ new Map;for(let{room:n,said:r,count:i}of e.confusions){let e=t.get(n)??/* @__PURE__ */ new Map;t.set(n,e.set(r,(e.get(r)??0)+i))}let n=new Map(e.rooms.map(e=>[e.room,e.right]));return[...t].map(([e,t])=>({room:e,right:n.get(e)??0,wrong:ul(t.values()),taken:t})).sort((e,t)=>t.wrong-e.wrong)}function sl(e){let t=/* @__PURE__ */ new Map;for(let{taken:n}of e)for(let[e,r]of n)t.set(e,(t.get(e)??0)+r);let n=[...t].sort(([,e],[,t])=>t-e).map(([e])=>e),r=Math.ceil(n.length/al);return[...Array(r).keys()].map(e=>n.slice(e*al,(e+1)*al))}function cl(e,t){let{t:n}=e,r=n(`walk.report_confusions`);if(t.confusions.length===0)return g`<p><strong>${r}:</strong> ${n(`walk.report_none_confused`)}</p>`;let i=ol(t),a=sl(i);return g`${a.map((t,o)=>ll(e,a.length===1?r:n(`walk.report_part`,{name:r,part:o+1,of:a.length}),t,i.filter(({taken:e})=>t.some(t=>e.has(t)))))}`}function ll({t:e,format:t},n,r,i){let a=({taken:e,room:n},r)=>{let i=e.get(r);return i===void 0?r===n?g`<td class="same"></td>`:g`<td></td>`:g`<td class="poor">${t.number(i)}</td>`};return g`<div class="scroll" tabindex="0" role="group" aria-label=${n}>
    <table class="matrix">
      <caption>
        ${n}
      </caption>
      <thead>
        <tr>
          <th scope="col" rowspan="2">${e(`walk.report_pressed_in`)}</th>
          <th scope="col" rowspan="2">${e(`walk.report_right`)}</th>
          <th scope="colgroup" colspan=${r.length}>${e(`walk.report_placed_in`)}</th>
        </tr>
        <tr>
          ${r.map(e=>g`<th scope="col" class="upright"><span>${e}</span></th>`)}
        </tr>
      </thead>
      <tbody>
        ${i.map(e=>g`<tr>
              <th scope="row">${e.room}</th>
              <td>${e.right===0?y:t.number(e.right)}</td>
              ${r.map(t=>a(e,t))}
            </tr>`)}
      </tbody>
    </table>
  </div>`}function ul(e){let t=0;for(let n of e)t+=n;return t}var dl=3;function fl(e,t){let{t:n,format:r}=e,{accuracy:i,coverage:a}=t;return g`
    <h1 tabindex="-1">${n(`walk.report_title`,{school:t.school})}</h1>
    <p class="quiet">${n(`walk.report_dated`,{time:r.dateTime(t.at),version:t.version})}</p>
    <section>
      <h2>${n(`walk.report_accuracy`)}</h2>
      <p class="figure">${i.sentence}</p>
      ${pl(e,`walk.report_check_walk`,void 0,i.check_walk)}
      ${pl(e,`walk.report_confirmed`,`walk.report_confirmed_note`,i.confirmed)}
      ${pl(e,`walk.report_self_test`,`walk.report_self_test_note`,i.self_test)}
    </section>
    <section>
      <h2>${n(`walk.report_coverage`)}</h2>
      <p class="figure">${a.sentence}</p>
      <p class="quiet">${n(`walk.report_coverage_note`,{days:a.days})}</p>
      ${_l(e,a)}
    </section>
  `}function pl(e,t,n,r){if(r===null)return y;let{t:i,format:a}=e,o=[`presses`,`room_share`,`three_share`,`floor_share`].map(e=>i(`walk.report_${e}`));return g`<section>
    <h3>${i(t)}</h3>
    ${n===void 0?y:g`<p class="quiet">${i(n)}</p>`}
    ${bl(i(`walk.report_figures`),[i(`walk.report_room`),...o],[{cells:[i(`walk.report_all`),...ml(e,r)]}])}
    ${bl(i(`walk.report_by_room`),[i(`walk.report_room`),i(`walk.report_verdict`),...o],r.rooms.map(t=>{let n=t.poor?`poor`:t.presses>=dl?`good`:`few`;return{cells:[yl(t),i(`walk.report_${n}`),...ml(e,t)],look:n}}))}
    ${bl(i(`walk.report_by_floor`),[i(`walk.report_floor`),...o],r.floors.map(t=>({cells:[t.floor??`–`,...ml(e,t)]})))}
    ${cl(e,r)} ${gl(e,r)}
    ${r.median_heard===null?y:g`<p>${i(`walk.report_heard`,{count:a.number(r.median_heard)})}</p>`}
  </section>`}function ml(e,t){let{format:n}=e,r=t.floor_share===null?`–`:hl(e,t.floor_share);return[n.number(t.presses),hl(e,t.room_share),hl(e,t.three_share),r]}function hl(e,t){let n=Math.round(t*100),r=t>0&&t<1?Math.min(99,Math.max(1,n)):n;return e.format.percent(r/100)}function gl(e,t){let{t:n,format:r}=e;if(t.calibration.length===0)return y;let i=t.calibration.map(t=>({cells:[`${hl(e,t.from)} – ${hl(e,t.to)}`,r.number(t.answers),hl(e,t.promised),hl(e,t.right)]})),a=[`band`,`answers`,`promised`,`came_true`].map(e=>n(`walk.report_${e}`)),o=r.number(Math.round((t.calibration_error??0)*100));return g`${bl(n(`walk.report_calibration`),a,i)}
  ${t.calibration_error===null?y:g`<p>${n(`walk.report_error`,{percent:o})}</p>`}`}function _l(e,t){let{t:n}=e,r=[`room`,`verdict`,`proven_on`,`age`,`paths`,`margin`,`heard_by`].map(e=>n(`walk.report_${e}`));return bl(n(`walk.report_rooms`),r,t.rooms.map(t=>vl(e,t)))}function vl({t:e,format:t},n){let r=n.blind.map(t=>e(`walk.blind_${t}`)),i=n.listeners.map(e=>`${e.listener} (${t.number(e.presses)})`);return{cells:[yl(n),r.length===0?e(`walk.report_covered`):t.list(r),n.proven_at===null?`–`:t.date(n.proven_at),n.age_days===null?`–`:t.number(n.age_days),n.paths===null?`–`:t.number(n.paths),n.margin===null?`–`:`${t.number(n.margin)} dB`,i.length===0?`–`:i.join(`, `)],look:r.length===0?`good`:`poor`}}function yl({room:e,floor:t}){return t===null?e:g`${e} <small class="quiet">${t}</small>`}function bl(e,t,n){return n.length===0?y:g`<div class="scroll" tabindex="0" role="group" aria-label=${e}>
    <table>
      <caption>
        ${e}
      </caption>
      <thead>
        <tr>
          ${t.map(e=>g`<th scope="col">${e}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${n.map(({cells:[e,...t],look:n})=>g`<tr>
              <th scope="row">${e}</th>
              ${t.map((e,t)=>g`<td class=${t===0?n??``:``}>${e}</td>`)}
            </tr>`)}
      </tbody>
    </table>
  </div>`}var xl=o`
  section {
    display: grid;
    gap: 12px;
    min-width: 0;
  }
  .figure {
    padding-inline-start: 12px;
    border-inline-start: 6px solid var(--ink);
    font-size: 1.2rem;
    font-weight: 600;
  }
  caption {
    padding: 4px 0;
    text-align: start;
    font-weight: 600;
  }
  small {
    display: block;
  }
  tbody th {
    font-weight: normal;
  }
  td.poor {
    color: var(--alarm-ink);
    font-weight: 600;
  }
  td.good {
    color: var(--good-ink);
  }
  .matrix {
    width: auto;
  }
  .matrix td {
    min-width: 2.2rem;
    text-align: center;
  }
  .matrix tbody th {
    min-width: 7rem;
    position: sticky;
    inset-inline-start: 0;
    background: var(--paper);
  }
  .matrix .same {
    background: var(--line);
  }
  .upright {
    vertical-align: bottom;
  }
  .upright span {
    writing-mode: vertical-rl;
    transform: rotate(180deg);
    max-height: 12rem;
  }
`,Sl=class extends P{static{this.styles=[M,xl]}#e=Vc(this);#t=Li(this);#n=new A(this);#r=new A(this);#i;constructor(){super(),new il(this,()=>{let e=this.#a;return e&&fl(this.#o,e)})}updated(){let e=this.#e.message;e===void 0||e.version===this.#i||this.#n.busy||(this.#i=e.version,this.#n.run(()=>this.#l(e.version)))}render(){let e=this.#n.error??this.#t.refusal,t=this.#a,n=this.#r.error;return g`<div class="page">
      ${this.#c()} ${n===void 0?y:g`<p class="error" role="alert">${n}</p>`}
      ${e===void 0?y:g`<p class="error" role="alert">${e}</p>`}
      ${t===void 0?this.#s():g`${fl(this.#o,t)}`}
    </div>`}get#a(){let e=this.#t.message;return this.measured===void 0||e===void 0?void 0:{...this.measured,coverage:e}}get#o(){return{t:(e,t)=>this.t(e,t),format:this.format}}#s(){return this.#n.error!==void 0||this.#t.refusal!==void 0?y:z(this.console,this.#e,()=>g`<p class="quiet" role="status">${this.t(`walk.report_working`)}</p>`)}#c(){let e=this.console.may(`run_tests`),t=this.console.may(`survey`),n=this.#r.busy||this.#a===void 0,r=g`<button class="strong" ?disabled=${n} @click=${()=>window.print()}>
      ${this.t(`walk.print`)}
    </button>`;return g`<div class="actions no-print">
      <a class="button" href=${I(`walk`)} @click=${$c}>${this.t(`walk.to_overview`)}</a>
      ${e||t?r:y}
      ${e?g`<button ?disabled=${n} @click=${this.#u}>${this.t(`walk.save`)}</button>`:y}
      ${t?g`<button ?disabled=${n} @click=${this.#d}>${this.t(`walk.save_survey`)}</button>`:y}
    </div>`}async#l(e){let{console:t}=this,n=t.home.language,r=await t.ask(`duress/accuracy`,{language:n});this.measured={school:t.site.name,at:Date.now()/1e3,version:e,accuracy:r}}async#u(){let e={site:this.console.site.site,language:this.console.home.language,to_file:!1};await this.#r.run(async()=>{let{page:t}=await this.console.act(`export_report`,e);Cl(t,`text/html`,`report.html`)})}async#d(){await this.#r.run(async()=>{let{survey:e}=await this.console.act(`export_survey`,{site:this.console.site.site});Cl(JSON.stringify(e,null,2),`application/json`,`survey.json`)})}};N([C()],Sl.prototype,`measured`,void 0),Sl=N([x(`duress-walk-report`)],Sl);function Cl(e,t,n){let r=URL.createObjectURL(new Blob([e],{type:t})),i=document.createElement(`a`);i.href=r,i.download=`duress-${(/* @__PURE__ */ new Date()).toISOString().slice(0,10)}-${n}`,i.click(),setTimeout(()=>URL.revokeObjectURL(r),1e4)}function wl(e){return g`<svg class="shape ${e??`open`}" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
    ${Tl(e)}
  </svg>`}function Tl(e){switch(e){case`pass`:return _`<circle cx="12" cy="12" r="11"></circle><path class="mark" d="M6.5 12.5l3.8 3.8 7.2-8"></path>`;case`weak`:return _`<path d="M12 1.5 23.5 22H.5z"></path><path class="mark" d="M12 9v6m0 3v.6"></path>`;case`none`:return _`<path d="M7.4 1h9.2L23 7.4v9.2L16.6 23H7.4L1 16.6V7.4z"></path>
        <path class="mark" d="M8 8l8 8m0-8l-8 8"></path>`;case null:return _`<circle class="ring" cx="12" cy="12" r="9.5"></circle>`}}var El=o`
  .shape {
    flex: none;
    width: var(--shape, 20px);
    height: var(--shape, 20px);
    fill: var(--quiet);
  }
  .shape.pass {
    fill: var(--good);
  }
  .shape.weak {
    fill: var(--warn);
  }
  .shape.none {
    fill: var(--alarm);
  }
  .shape .mark {
    fill: none;
    stroke: #fff;
    stroke-width: 2.4;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
  .shape .ring {
    fill: none;
    stroke: var(--quiet);
    stroke-width: 2;
  }
  .verdict {
    display: inline-flex;
    align-items: center;
    gap: 8px;
  }
`,Dl=class extends P{constructor(...e){super(...e),this.rooms=[],this.busy=!1,this.sought=``}static{this.styles=[M,El,o`
      li > button {
        display: grid;
        grid-template-columns: auto 1fr auto;
        justify-content: stretch;
        width: 100%;
        min-height: 52px;
        text-align: start;
      }
    `]}render(){let e=this.sought.trim().toLocaleLowerCase(),t=this.rooms.filter(t=>`${t.room} ${Wc(t)}`.toLocaleLowerCase().includes(e));return g`<section class="card" aria-labelledby="heading">
      <h2 id="heading">${this.t(`walk.choose_heading`)}</h2>
      <label
        >${this.t(`walk.search`)}
        <input type="search" .value=${this.sought} @input=${this.#n} autocomplete="off" />
      </label>
      <ul class="plain">
        ${t.map(e=>g`<li>${this.#e(e)}</li>`)}
      </ul>
      ${t.length===0?g`<p role="status">${this.t(`walk.no_room_found`)}</p>`:y}
      <button @click=${()=>this.dispatchEvent(new CustomEvent(`left`))}>${this.t(`walk.back`)}</button>
    </section>`}#e(e){let t=e.room_id===this.here;return g`<button
      ?disabled=${this.busy}
      aria-current=${t?`location`:y}
      @click=${()=>this.dispatchEvent(new CustomEvent(`chosen`,{detail:e}))}
    >
      ${wl(e.verdict)}
      <span>${e.room}<br /><small class="quiet">${Wc(e)}</small></span>
      <small>${t?this.t(`walk.you_are_here`):this.#t(e)}</small>
    </button>`}#t(e){return e.unheard?this.t(`walk.verdict_none`):e.done?this.t(`walk.verdict_${e.verdict??`none`}`):e.put_off?this.t(`walk.put_off`):this.t(`walk.presses_of`,{presses:e.presses,needed:e.needed})}#n(e){this.sought=e.target.value}};N([S({attribute:!1})],Dl.prototype,`rooms`,void 0),N([S({attribute:!1})],Dl.prototype,`here`,void 0),N([S({attribute:!1})],Dl.prototype,`busy`,void 0),N([C()],Dl.prototype,`sought`,void 0),Dl=N([x(`duress-room-list`)],Dl);var Ol=[[`failed`,`walk.blind_failed`],[`never_proven`,`walk.blind_never_proven`],[`single_path`,`walk.blind_single_path`],[`weak`,`walk.blind_weak`]],kl=class extends P{constructor(...e){super(...e),this.ended=!1,this.#e=new A(this),this.#t=Li(this)}static{this.styles=[M,El,o`
      :host {
        display: grid;
        gap: var(--gap);
      }
      li {
        display: flex;
        align-items: center;
        gap: 8px;
      }
    `]}#e;#t;render(){let{error:e}=this.#e;return g`<h1 tabindex="-1">${this.t(this.ended?`walk.ended`:`walk.sum`)}</h1>
      ${this.ended?g`<p>${this.t(`walk.ended_long`)}</p>`:y}
      <ul class="plain">
        ${this.#n()}
      </ul>
      ${z(this.console,this.#t,e=>this.#r(e))}
      ${e===void 0?y:g`<p class="error" role="alert">${e}</p>`}
      <div class="actions">${this.ended?this.#o():this.#a()}</div>`}#n(){let{rooms:e}=this.walk,t=[`pass`,`weak`,`none`].map(t=>({verdict:t,n:e.filter(e=>e.verdict===t).length})),n=e.filter(e=>e.verdict===null).length;return[...t.map(({verdict:e,n:t})=>g`<li>${wl(e)} ${this.t(`walk.count_${e}`,{n:t})}</li>`),g`<li>${wl(null)} ${this.t(`walk.count_open`,{n})}</li>`]}#r(e){let t=new Set(this.walk.rooms.map(e=>e.room_id)),n=e.rooms.filter(e=>t.has(e.room_id)),r=Ol.map(([e,t])=>({text:t,found:n.filter(t=>t.blind[0]===e)}));return r.every(e=>e.found.length===0)?g`<p>${this.t(`walk.no_blind`)}</p>`:g`${r.map(e=>e.found.length===0?y:this.#i(e.text,e.found))}`}#i(e,t){return g`<section class="card">
      <h2>${this.t(e)} (${this.format.number(t.length)})</h2>
      <p>
        ${this.format.list(t.map(e=>[e.room,Wc({...e,building:null})].filter(Boolean).join(`, `)))}
      </p>
    </section>`}#a(){return g`<button class="strong" ?disabled=${this.#e.busy} @click=${this.#s}>${this.t(`walk.end`)}</button>
      <button @click=${()=>this.dispatchEvent(new CustomEvent(`back`))}>${this.t(`walk.walk_on`)}</button>`}#o(){return g`<a class="button strong" href=${I(`walk`,`report`)} @click=${$c}
        >${this.t(`walk.to_report`)}</a
      >
      <a class="button" href=${I(`walk`)} @click=${$c}>${this.t(`walk.to_overview`)}</a>`}async#s(){let e={site:this.console.site.site,walk_id:this.walk.walk_id};await this.#e.run(()=>this.console.act(`end_survey`,e))}};N([S({attribute:!1})],kl.prototype,`walk`,void 0),N([S({attribute:!1})],kl.prototype,`ended`,void 0),kl=N([x(`duress-walk-done`)],kl);var Al=[`walk.spot_1`,`walk.spot_2`,`walk.spot_3`,`walk.spot_4`,`walk.spot_5`],jl=o`
  :host {
    display: grid;
    gap: 12px;
  }
  .now {
    font-size: 1.3rem;
    font-weight: 600;
  }
  .result {
    --shape: 56px;
    display: flex;
    align-items: center;
    gap: 16px;
    min-height: 96px;
    padding: 12px 16px;
    border: 2px solid var(--line);
    border-radius: var(--round);
    background: var(--paper);
  }
  .result.pass {
    border-color: var(--good);
  }
  .result.weak {
    border-color: var(--warn);
  }
  .result.none {
    border-color: var(--alarm);
  }
  .word {
    font-size: 1.7rem;
    font-weight: 700;
    line-height: 1.2;
  }
  button {
    min-height: 60px;
    width: 100%;
    font-size: 1.15rem;
  }
  summary {
    min-height: var(--touch);
    padding: 10px 0;
    cursor: pointer;
  }
  td:not(:first-child),
  th:not(:first-child) {
    text-align: end;
    white-space: nowrap;
  }
`,Ml=class extends P{constructor(...e){super(...e),this.patience=10,this.target=5,this.#e=new A(this)}static{this.styles=[M,El,jl]}#e;#t;#n;disconnectedCallback(){super.disconnectedCallback(),this.#p()}willUpdate(e){let t=e.get(`walk`);t!==void 0&&t.room?.room_id!==this.walk.room?.room_id&&this.#p();let n=(this.walk.hearing[0]??this.walk.last)?.press_id;this.left!==void 0&&n!==this.#n&&this.#p()}render(){let e=Hc(this.walk),t=Uc(this.walk);return g`
      <p class="now">${this.#r(e)}</p>
      <div aria-live="assertive" aria-atomic="true">${this.#i(e,t)}</div>
      <slot></slot>
      ${t===void 0||this.left!==void 0?y:this.#c(t.answer)}
      ${this.#e.error===void 0?y:g`<p class="error" role="alert">${this.#e.error}</p>`}
      ${this.left===void 0?this.#u():y}
    `}#r(e){if(e===void 0)return this.t(`walk.press_now`);if(e.redo)return this.t(`walk.press_again`,{needed:e.needed});if(e.done)return this.t(`walk.room_done`);if(e.needed===1)return this.t(`walk.press_once`);let t=this.t(Al[e.presses%Al.length]??`walk.spot_1`);return this.t(`walk.press_spot`,{number:e.presses+1,needed:e.needed,spot:t})}#i(e,t){if(this.left!==void 0)return g`<div class="result">
        ${wl(null)}
        <div>
          <p class="word">${this.t(`walk.listening`)}</p>
          <p class="quiet" aria-hidden="true">${this.t(`walk.seconds_left`,{n:this.left})}</p>
        </div>
      </div>`;if(e?.unheard===!0&&(t===void 0||t.answer.verdict===`none`))return g`${this.#a(`none`,g`<p>${this.t(`walk.none_noted`)}</p>`)} ${this.#s()}`;if(t===void 0)return g`<div class="result">
        ${wl(null)}
        <p>${this.t(`walk.nothing_yet`)}</p>
      </div>`;let{answer:n,final:r}=t,i=this.t(`walk.heard_by`,{n:n.hearers,target:this.target}),a=n.hearers===0?y:g`<p>${this.t(`walk.margin`,{margin:n.margin})}</p>`,o=r?y:g`<p class="quiet">${this.t(`walk.still_coming`)}</p>`,s=g`<p>${i}</p>
      ${a}${this.walk.pendants.length>1?g`<p>${n.pendant}</p>`:y}${o}`;return g`${this.#a(n.verdict,s)} ${n.verdict===`pass`?y:this.#o(n)}`}#a(e,t){return g`<div class="result ${e}">
      ${wl(e)}
      <div>
        <p class="word">${this.t(`walk.verdict_${e}`)}</p>
        ${t}
      </div>
    </div>`}#o(e){return e.verdict===`none`?this.#s():g`<p>${this.t(e.hearers<2?`walk.why_single`:`walk.why_margin`)}</p>`}#s(){return g`<ul>
      <li>${this.t(`walk.none_again`)}</li>
      <li>${this.t(`walk.none_light`)}</li>
      <li>${this.t(`walk.none_repeater`)}</li>
    </ul>`}#c(e){let t=g`<details>
      <summary>${this.t(`walk.who_heard`)}</summary>
      <table>
        <thead>
          <tr>
            <th scope="col">${this.t(`walk.listener`)}</th>
            <th scope="col">${this.t(`walk.margin_head`)}</th>
          </tr>
        </thead>
        <tbody>
          ${e.heard.map(e=>g`<tr>
                <td>${e.listener}</td>
                <td>${e.margin===null?`–`:`${this.format.number(e.margin)} dB`}</td>
              </tr>`)}
        </tbody>
      </table>
    </details>`;return g`${e.rank===null?y:g`<p class="quiet">${this.#l(e)}</p>`}
    ${e.heard.length===0?y:t}`}#l(e){return e.rank===1?this.t(`walk.rank_first`):this.t(`walk.rank_other`,{rank:e.rank??0,of:e.of,rather:this.format.list(e.rather)})}#u(){let e=this.console.site.demo&&this.console.may(`simulate`),t=g`<button ?disabled=${this.#e.busy} @click=${this.#m}>
      ${this.t(`walk.demo_press`)}
    </button>`;return g`<button @click=${this.#d}>${this.t(`walk.i_pressed`)}</button> ${e?t:y}`}#d(){if(this.#p(),this.#n=(this.walk.hearing[0]??this.walk.last)?.press_id,this.walk.hearing.length>0)return;let e=Date.now()+this.patience*1e3;this.left=this.patience,this.#t=setInterval(()=>{this.left=Math.max(0,Math.ceil((e-Date.now())/1e3)),this.left===0&&this.#f()},250)}async#f(){this.#p();let e=this.walk.room;if(e===null)return;let t={site:this.console.site.site,walk_id:this.walk.walk_id,room:e.room_id,unheard:!0};await this.#e.run(()=>this.console.act(`skip_survey_room`,t))}#p(){clearInterval(this.#t),this.#t=void 0,this.left=void 0}async#m(){let{walk:e}=this,t=e.device_ids[(Hc(e)?.presses??0)%e.device_ids.length];await this.#e.run(()=>this.console.act(`simulate`,{device_id:t,act:`press`,room:e.room?.room}))}};N([S({attribute:!1})],Ml.prototype,`walk`,void 0),N([S({attribute:!1})],Ml.prototype,`patience`,void 0),N([S({attribute:!1})],Ml.prototype,`target`,void 0),N([C()],Ml.prototype,`left`,void 0),Ml=N([x(`duress-walk-press`)],Ml);var Nl=class extends P{constructor(...e){super(...e),this.asking=!1,this.#e=new A(this)}#e;render(){return this.walk.rehearsal_id===null?g``:g`
      <div class="card">
        <p>${this.t(`walk.silent`)}</p>
        <button class="alarm" @click=${()=>this.asking=!0}>${this.t(`walk.real`)}</button>
      </div>
      <duress-dialog
        .console=${this.console}
        ?open=${this.asking}
        heading=${this.t(`walk.real_ask`)}
        @closed=${()=>this.asking=!1}
      >
        <p>${this.t(`walk.real_long`)}</p>
        ${this.#e.error===void 0?y:g`<p class="error" role="alert">${this.#e.error}</p>`}
        <div class="actions" slot="actions">
          <button class="alarm" ?disabled=${this.#e.busy} @click=${this.#t}>${this.t(`walk.real_yes`)}</button>
        </div>
      </duress-dialog>
    `}async#t(){let e={site:this.console.site.site,rehearsal_id:this.walk.rehearsal_id};await this.#e.run(()=>this.console.act(`this_is_real`,e))&&(this.asking=!1)}};N([S({attribute:!1})],Nl.prototype,`walk`,void 0),N([C()],Nl.prototype,`asking`,void 0),Nl=N([x(`duress-walk-real`)],Nl);var Pl=300,Fl=o`
  .page {
    max-width: 560px;
    padding-bottom: 32px;
  }
  .top {
    display: grid;
    gap: 4px;
  }
  .top p {
    display: flex;
    justify-content: space-between;
    gap: 8px;
  }
  progress {
    width: 100%;
    height: 10px;
    accent-color: var(--calm);
  }
  h1 {
    font-size: clamp(2.2rem, 12vw, 3.4rem);
    line-height: 1.1;
    font-weight: 600;
    overflow-wrap: anywhere;
    outline: none;
  }
  button.big {
    min-height: 64px;
    width: 100%;
    font-size: 1.2rem;
  }
  .top strong {
    white-space: nowrap;
  }
  .actions > button {
    flex: 1 1 40%;
    min-height: 52px;
  }
`,Il=class extends P{constructor(...e){super(...e),this.walkId=``,this.choosing=!1,this.finishing=!1,this.swapping=!1,this.picked=[],this.#e=Vc(this,()=>this.#r=void 0),this.#t=new B(this,10),this.#n=new A(this)}static{this.styles=[M,Fl]}#e;#t;#n;#r;#i;#a;render(){return g`<div class="page">${z(this.console,this.#e,e=>this.#o(e))}</div>`}updated(){let e=this.#i?.room?.room_id??this.#i?.state;this.#a!==void 0&&this.#a!==e&&this.heading?.focus(),this.#a=e}#o(e){let t=e.walks.find(e=>e.walk_id===this.walkId),n=t&&(this.#r??t);n!==void 0&&(this.#i=n);let r=n??this.#i;return r===void 0?this.#s():n===void 0||this.finishing?this.#c(r,n===void 0):n.state===`running`?g`
      ${this.#l(n)} ${this.#u(n)} ${n.room===null?this.#d(n):this.#f(n,e)}
      ${this.#y()} ${this.choosing?this.#h(n):this.#m(n)}
      <duress-walk-real .console=${this.console} .walk=${n}></duress-walk-real>
    `:g`${this.#l(n)} ${this.#g(n)} ${this.#y()}`}#s(){return g`<h1 tabindex="-1">${this.t(`walk.title`)}</h1>
      <p>${this.t(`walk.over`)}</p>
      <a class="button" href=${I(`walk`)} @click=${$c}>${this.t(`walk.to_overview`)}</a>`}#c(e,t){return g`<duress-walk-done
      .console=${this.console}
      .walk=${e}
      .ended=${t}
      @back=${()=>this.finishing=!1}
    ></duress-walk-done>`}#l(e){let t=this.t(`walk.done_of`,{done:e.done,of:e.of});return g`<div class="top">
      <p>
        <span>${this.t(`walk.kind_${e.kind}`)} · ${this.format.list(e.pendants)}</span>
        <strong>${t}</strong>
      </p>
      <progress max=${e.of} value=${e.done+e.unheard} aria-label=${this.t(`walk.progress`)}></progress>
    </div>`}#u(e){let t=e.until===null?1/0:Gc(e.until)-this.#t.now,n=g`<div class="error" role="alert">
      <p><strong>${this.t(`walk.real_now`)}</strong></p>
      <p>${this.t(`walk.real_now_long`)}</p>
      <a class="button" href=${I(`incident`)} @click=${$c}>${this.t(`walk.see_alarm`)}</a>
    </div>`,r=g`<div class="notice" role="status">
      <p>${this.t(`walk.ends_soon`,{left:this.format.duration(Math.max(60,t))})}</p>
      <button ?disabled=${this.#n.busy} @click=${()=>this.#x(e)}>${this.t(`walk.stay`)}</button>
    </div>`;return g`${e.real?n:y}
    ${e.problem_text===null?y:g`<p class="error" role="alert">${e.problem_text}</p>`}
    ${t<Pl&&e.room!==null?r:y}`}#d(e){let t=e.next;return t===null?g`<h1 tabindex="-1">${this.t(`walk.all_done`)}</h1>
        ${this.#v(`strong big`)}`:g`<div>
        <p class="quiet">${this.t(`walk.go_to`)} ${Wc(t)}</p>
        <h1 tabindex="-1">${t.room}</h1>
      </div>
      <button class="strong big" ?disabled=${this.#n.busy} @click=${()=>this.#b(t)}>
        ${this.t(`walk.i_am_here`)}
      </button>`}#f(e,t){let n=Hc(e),r=e.next,i=r!==null&&r.room_id!==e.room?.room_id?this.#p(r):y;return g`<div>
        <p class="quiet">${e.room===null?y:Wc(e.room)}</p>
        <h1 tabindex="-1">${e.room?.room}</h1>
      </div>
      <duress-walk-press
        .console=${this.console}
        .walk=${e}
        .patience=${t.unheard_after}
        .target=${t.target_hearers}
        >${i} ${r===null&&n!==void 0?this.#v(`strong big`):y}</duress-walk-press
      >`}#p(e){return g`<button class="strong big" ?disabled=${this.#n.busy} @click=${()=>this.#b(e)}>
      ${this.t(`walk.next`,{room:e.room})}
    </button>`}#m(e){let t=Hc(e),n=this.#n.busy,r=g`<button ?disabled=${n} @click=${()=>this.#C(e)}>${this.t(`walk.skip`)}</button>`,i=g`<button ?disabled=${n} @click=${()=>this.#S(e)}>${this.t(`walk.redo`)}</button>`;return g`<div class="actions">
      <button @click=${()=>this.choosing=!0}>${this.t(`walk.choose`)}</button>
      ${t!==void 0&&!t.done&&!t.unheard?r:y}
      ${t!==void 0&&t.presses>0&&!t.redo?i:y}
      <button ?disabled=${n} @click=${()=>this.#w(`pause_survey`)}>${this.t(`walk.pause`)}</button>
      ${e.next===null?y:this.#v(``)}
    </div>`}#h(e){return g`<duress-room-list
      .console=${this.console}
      .rooms=${e.rooms}
      .here=${e.room?.room_id}
      .busy=${this.#n.busy}
      @chosen=${e=>this.#b(e.detail)}
      @left=${()=>this.choosing=!1}
    ></duress-room-list>`}#g(e){return g`<h1 tabindex="-1">${this.t(`walk.paused`)}</h1>
      <p class="notice">${this.t(`walk.paused_long`,{pendants:this.format.list(e.pendants)})}</p>
      <button class="strong big" ?disabled=${this.#n.busy} @click=${()=>this.#w(`resume_survey`)}>
        ${this.t(`walk.resume`)}
      </button>
      ${this.swapping?this.#_():y}
      <div class="actions">
        ${this.swapping?y:g`<button @click=${()=>this.swapping=!0}>${this.t(`walk.other_pendant`)}</button>`}
        ${this.#v(``)}
      </div>`}#_(){return g`<duress-pendant-picker
        .console=${this.console}
        @picked=${e=>this.picked=e.detail}
      ></duress-pendant-picker>
      <button
        ?disabled=${this.#n.busy||this.picked.length===0}
        @click=${()=>this.#w(`resume_survey`,{device_id:this.picked})}
      >
        ${this.t(`walk.resume_with`)}
      </button>`}#v(e){return g`<button class=${e} @click=${()=>this.finishing=!0}>${this.t(`walk.finish`)}</button>`}#y(){let{error:e}=this.#n;return e===void 0?y:g`<p class="error" role="alert">${e}</p>`}async#b(e,t=!1){await this.#w(`survey_room`,{room:e.room_id,redo:t})&&(this.choosing=!1)}#x(e){return this.#w(`survey_room`,{room:e.room?.room_id,redo:Hc(e)?.redo??!1})}#S(e){return this.#w(`survey_room`,{room:e.room?.room_id,redo:!0})}async#C(e){let t=e.room?.room_id;if(!await this.#w(`skip_survey_room`,{room:t}))return;let n=this.#r?.next;n&&n.room_id!==t&&await this.#w(`survey_room`,{room:n.room_id})}#w(e,t={}){return this.#n.run(async()=>{let n=this.console.home.language,r={site:this.console.site.site,walk_id:this.walkId,language:n};this.#r=await this.console.act(e,{...r,...t})})}};N([S({attribute:!1})],Il.prototype,`walkId`,void 0),N([C()],Il.prototype,`choosing`,void 0),N([C()],Il.prototype,`finishing`,void 0),N([C()],Il.prototype,`swapping`,void 0),N([C()],Il.prototype,`picked`,void 0),N([w(`h1`)],Il.prototype,`heading`,void 0),Il=N([x(`duress-walk-rooms`)],Il);var Ll=class extends F{render(){let[e]=this.path;return e===void 0?g`<duress-walk-overview .console=${this.console}></duress-walk-overview>`:e===`report`?g`<duress-walk-report .console=${this.console}></duress-walk-report>`:this.console.may(`survey`)?e===`new`?g`<duress-walk-begin .console=${this.console}></duress-walk-begin>`:g`<duress-walk-rooms .console=${this.console} .walkId=${e}></duress-walk-rooms>`:g`<p class="page">${this.t(`walk.may_not`)}</p>`}};Ll=N([x(`duress-walk-page`)],Ll);var Rl=[{name:`today`,icon:`mdi:shield-check-outline`,right:`see`,draw:e=>g`<duress-today-page .path=${e}></duress-today-page>`},{name:`incident`,icon:`mdi:bell-outline`,right:`see`,draw:e=>g`<duress-incident-page .path=${e}></duress-incident-page>`},{name:`map`,icon:`mdi:floor-plan`,right:`see`,draw:e=>g`<duress-map-page .path=${e}></duress-map-page>`},{name:`people`,icon:`mdi:account-group-outline`,right:`see`,draw:e=>g`<duress-people-page .path=${e}></duress-people-page>`},{name:`walk`,icon:`mdi:walk`,right:`see`,draw:e=>g`<duress-walk-page .path=${e}></duress-walk-page>`},{name:`monitoring`,icon:`mdi:lan-connect`,right:`see`,draw:e=>g`<duress-monitoring-page .path=${e}></duress-monitoring-page>`},{name:`upkeep`,icon:`mdi:wrench-outline`,right:`see`,draw:e=>g`<duress-upkeep-page .path=${e}></duress-upkeep-page>`},{name:`start`,icon:`mdi:flag-checkered`,right:`see`,draw:e=>g`<duress-start-page .path=${e}></duress-start-page>`}],zl={columns:`full`};function Bl(e,t){let n=e.profile??`office`;return n===`lobby`?Vl(e,t):new Hl(e,t,n).dashboard()}function Vl(e,t){let n=j(t.language),r=e.title??t.config.location_name??n.say(`cards.lobby_title`);return{title:r,views:[Ul(`lobby`,r,`mdi:home-outline`,1,[{type:`grid`,cards:[{type:`heading`,heading:r,heading_style:`title`,grid_options:zl},{type:`clock`,clock_size:`large`,show_seconds:!1,grid_options:zl}]}])]}}var Hl=class{#e;#t;#n;constructor(e,t,n){this.home=t,this.profile=n,this.#e=j(t.language);let r=cn(t);this.#t=e.site===void 0?r:r.filter(t=>t.site===e.site),this.#n=new Map(this.#t.map(e=>[e,new un(t,e)]))}dashboard(){return{title:`Duress`,views:[this.#u(`today`,3,this.#r()),this.#u(`incident`,2,this.#i(),`alarms`),this.#u(`map`,2,this.#a()),this.#u(`people`,3,this.#o()),this.#u(`upkeep`,3,this.#s())]}}#r(){return this.#c((e,t)=>[{type:`grid`,cards:[...this.#l(e),this.#p(`incident`,e),this.#p(`readiness`,e)]},this.#f(`cards.due`,`today`,e,this.#m(t.one(`calendar`,`tests`)))])}#i(){return this.#c((e,t)=>[{type:`grid`,column_span:2,cards:[this.#d(e.name,`incident`,e),{...this.#p(`incident`,e),grid_options:zl},...Kl(`entity`,t.one(`sensor`,`mode`)),...this.#h(t.one(`event`,`incident`))]}])}#a(){return this.#c(e=>[{type:`grid`,column_span:2,cards:[this.#d(e.name,`map`,e),{...this.#p(`map`,e),grid_options:zl}]}])}#o(){return this.#c((e,t)=>[this.#f(`cards.to_people`,`people`,e,[...Kl(`entity`,t.one(`sensor`,`overdue_loans`)),...this.#g(`cards.missing`,t.all(`binary_sensor`,`missing`))]),this.#f(`cards.to_walk`,`walk`,e,[...Kl(`entity`,t.one(`sensor`,`location_accuracy`),t.one(`sensor`,`blind_spots`))])])}#s(){return this.#c((e,t)=>[this.#f(`cards.to_upkeep`,`upkeep`,e,[...Gl(`todo-list`,t.one(`todo`,`upkeep`),{hide_create:!0})]),this.#f(`cards.to_test`,`upkeep`,e,[...Gl(`todo-list`,t.one(`todo`,`tests`),{hide_create:!0})]),this.#f(`cards.radio`,`upkeep`,e,[...Kl(`device`,...t.all(`binary_sensor`,`connection`)),...this.#g(`cards.no_mains`,t.all(`binary_sensor`,`mains`),`off`),...this.#g(`cards.low_battery`,t.ofClass(`battery`)),...this.#g(`cards.opened`,t.ofClass(`tamper`))]),this.#f(`cards.to_monitoring`,`monitoring`,e,[...Kl(`device`,...t.all(`binary_sensor`,`path_proven`))])])}#c(e){let t=[...this.#n].flatMap(([t,n])=>e(t,n));return t.length>0?t:[{type:`grid`,cards:[{type:`custom:duress-readiness-card`}]}]}#l(e){return this.#t.length<2?[]:[this.#d(e.name,`today`,e)]}#u(e,t,n,r=e){return Ul(r,this.#e.say(`common.page_${e}`),Wl(e),t,n)}#d(e,t,n){let r=`/duress/${t}?site=${encodeURIComponent(n.site)}`;return{type:`heading`,heading:e,icon:Wl(t),tap_action:{action:`navigate`,navigation_path:r}}}#f(e,t,n,r){return{type:`grid`,cards:[this.#d(this.#e.say(e),t,n),...r]}}#p(e,t){return{type:`custom:duress-${e}-card`,site:t.site,profile:this.profile}}#m(e){return e===void 0?[]:[{type:`calendar`,entities:[e],initial_view:`listWeek`}]}#h(e){return e===void 0||this.profile!==`wall`||this.home.config.components?.includes(`logbook`)===!1?[]:[{type:`logbook`,target:{entity_id:[e]},hours_to_show:168,grid_options:zl}]}#g(e,t,n=`on`){return t.length===0?[]:[{type:`entity-filter`,entities:t,conditions:[{condition:`state`,state:n}],card:{type:`entities`,title:this.#e.say(e)},show_empty:!1,grid_options:zl}]}};function Ul(e,t,n,r,i){return{title:t,path:e,icon:n,show_icon_and_title:!0,type:`sections`,max_columns:r,sections:i}}function Wl(e){return Rl.find(t=>t.name===e)?.icon??`mdi:shield-outline`}function Gl(e,t,n){return t===void 0?[]:[{type:e,entity:t,...n}]}function Kl(e,...t){return t.filter(e=>e!==void 0).map(t=>({type:`tile`,entity:t,name:{type:e}}))}var ql=class extends b{static{this.styles=[M,o`
      fieldset {
        display: grid;
        gap: 8px;
        margin: 0 0 16px;
        padding: 0;
        border: 0;
      }
      legend {
        padding: 0;
        font-weight: 500;
      }
    `]}setConfig(e){this.settings=e}render(){if(this.settings===void 0||this.hass===void 0)return y;let e=this.settings.profile??`office`;return g`<fieldset>
        <legend>${this.#n(`cards.field_profile`)}</legend>
        ${Zt.map(t=>this.#e(t,t===e))}
      </fieldset>
      ${this.#t()}`}#e(e,t){return g`<label class="row">
      <input
        type="radio"
        name="profile"
        value=${e}
        .checked=${t}
        @change=${()=>this.#i({profile:e})}
      />
      ${this.#n(`cards.profile_${e}`)}
    </label>`}#t(){let e=cn(this.hass);if(e.length<2)return y;let t=this.settings?.site;return g`<label
      >${this.#n(`cards.field_site`)}
      <select @change=${this.#r}>
        <option value="" ?selected=${t===void 0}>${this.#n(`cards.all_schools`)}</option>
        ${e.map(({site:e,name:n})=>g`<option value=${e} ?selected=${e===t}>${n}</option>`)}
      </select>
    </label>`}#n(e){return j(this.hass.language).say(e)}#r(e){let t=e.target.value,n={type:`custom:duress`,...this.settings};delete n.site,this.#a(t===``?n:{...n,site:t})}#i(e){this.#a({type:`custom:duress`,...this.settings,...e})}#a(e){this.settings=e,this.dispatchEvent(new CustomEvent(`config-changed`,{detail:{config:e},bubbles:!0,composed:!0}))}};N([S({attribute:!1})],ql.prototype,`hass`,void 0),N([C()],ql.prototype,`settings`,void 0),ql=N([x(`duress-dashboard-editor`)],ql);var Jl=class extends HTMLElement{static getCreateSuggestions(){return{title:`Duress`,icon:`mdi:shield-account-outline`}}static getConfigElement(){return document.createElement(`duress-dashboard-editor`)}static generate(e,t){return Promise.resolve(Bl(e,t))}static shouldRegenerate(e,t,n){return t.entities===n.entities&&t.devices===n.devices&&t.language===n.language?!1:JSON.stringify(Bl(e,t))!==JSON.stringify(Bl(e,n))}};Jl=N([x(`ll-strategy-dashboard-duress`)],Jl);var Yl=class extends HTMLElement{static{this.noEditor=!0}static getCreateSuggestions(e){return{title:e.config.location_name??j(e.language).say(`cards.lobby_title`),icon:`mdi:home-outline`}}static generate(e,t){return Promise.resolve(Bl({...e,profile:`lobby`},t))}static shouldRegenerate(){return!1}};Yl=N([x(`ll-strategy-dashboard-duress-lobby`)],Yl);var Xl={incident:/* @__PURE__ */ new Set([`incident`,`open_incidents`,`room_duress`,`location`,`press`,`response_time`]),readiness:/* @__PURE__ */ new Set([`readiness`,`mode`,`path_proven`,`last_proven`,`missing`,`connection`,`upkeep`,`tests`]),map:/* @__PURE__ */ new Set([`room_duress`,`location`,`blind_spots`,`single_path_rooms`,`location_accuracy`])};function Zl(e,t,n){let r=ln(t,n);if(r===void 0)return null;let{translation_key:i}=t.entities[n]??{},a=i===void 0&&t.states[n]?.attributes.device_class===`safety`;if(!(i===void 0?a&&e===`incident`:Xl[e].has(i)))return null;let o=cn(t).length>1?{site:r.site}:{};return{config:{type:`custom:duress-${e}-card`,...o}}}var Ql=`https://github.com/duress-ha/duress/blob/main/docs/dashboard.md`;function $l(e){return{type:`duress-${e}-card`,get name(){return $t().say(`cards.name_${e}`)},get description(){return $t().say(`cards.description_${e}`)},preview:!0,documentationURL:Ql,getEntitySuggestion:(t,n)=>Zl(e,t,n)}}function eu(e,t){return{type:e,strategyType:`dashboard`,get name(){return $t().say(`cards.name_${t}`)},get description(){return $t().say(`cards.description_${t}`)},documentationURL:Ql}}function tu(e,t){for(let n of t)e.some(e=>e.type===n.type)||e.push(n)}tu(window.customCards??=[],[$l(`incident`),$l(`readiness`),$l(`map`)]),tu(window.customStrategies??=[],[eu(`duress`,`dashboard`),eu(`duress-lobby`,`lobby`)]);var nu=o`
  :host {
    display: block;
  }
  a {
    display: block;
    box-sizing: border-box;
    min-height: 44px;
    padding: 11px 12px;
    background: var(--calm);
    color: var(--on-strong);
    text-decoration: none;
    font-weight: 500;
  }
  a.alarm {
    background: var(--alarm);
  }
  a:focus-visible {
    outline-color: var(--on-strong);
    outline-offset: -6px;
  }
  .summary {
    font-variant-numeric: tabular-nums;
  }
  .show {
    text-decoration: underline;
  }
`,ru=class extends P{constructor(...e){super(...e),this.page=``,this.announced=``,this.#e=new B(this),this.#t=tt(this),this.#n=/* @__PURE__ */ new Set,this.#r=!1}static{this.styles=[M,nu]}#e;#t;#n;#r;render(){return g`<div class="hidden" role="alert">${this.announced}</div>
      ${this.page===`incident`?y:this.#a(this.#i)}`}updated(){let e=this.#i,[t]=e.filter(e=>!this.#n.has(e.incident_id));for(let t of e)this.#n.add(t.incident_id);let n=!this.#r;this.#r=this.#t.message!==void 0,t===void 0||this.page===`incident`&&n||(this.announced=mt(this.console,t,Qe(this.#t.message,this.#e.now)),document.activeElement===document.body&&this.link?.focus())}get#i(){return et(this.#t.message?.incidents??[])}#a(e){let[t]=e;if(t===void 0)return y;let n=e.length===1?I(`incident`,t.incident_id):I(`incident`),r=Qe(this.#t.message,this.#e.now);return g`<a
      class=${e.some(e=>e.mode===`live`&&E(e))?`alarm`:``}
      href=${n}
      @click=${e=>R(e,n)}
    >
      <strong>${this.t(`incident.strip`,{n:e.length})}</strong>
      <span class="summary">${mt(this.console,t,r)}</span>
      <span class="show">${this.t(`incident.show`)}</span>
    </a>`}};N([S()],ru.prototype,`page`,void 0),N([C()],ru.prototype,`announced`,void 0),N([w(`a`)],ru.prototype,`link`,void 0),ru=N([x(`duress-incident-strip`)],ru);var iu=o`
  :host {
    display: block;
    min-height: 100%;
    background: var(--ground);
  }
  header {
    position: sticky;
    top: 0;
    z-index: 4;
    background: var(--paper);
    border-bottom: 1px solid var(--line);
  }
  .bar {
    display: flex;
    align-items: center;
    gap: 8px;
    min-height: 48px;
    padding: 0 12px;
  }
  .bar strong {
    font-size: 1.15rem;
    font-weight: 500;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .bar select {
    width: auto;
    min-width: 0;
  }
  nav {
    display: flex;
    overflow-x: auto;
    scrollbar-width: thin;
  }
  nav a {
    display: inline-flex;
    align-items: center;
    gap: 6px;
    min-height: var(--touch);
    padding: 0 12px;
    color: var(--ink);
    text-decoration: none;
    white-space: nowrap;
    border-bottom: 3px solid transparent;
  }
  nav a:focus-visible {
    outline-offset: -3px;
  }
  nav a[aria-current] {
    border-color: var(--calm);
    font-weight: 600;
  }
  .skip:focus {
    position: absolute;
    z-index: 5;
    clip-path: none;
    width: auto;
    height: auto;
    padding: 12px;
    background: var(--paper);
  }
  main {
    outline: none;
  }
  .message {
    margin: 12px;
  }
  @media print {
    header {
      display: none;
    }
  }
`,au=class extends b{static{this.styles=[M,iu]}#e;#t;#n;#r;constructor(){super(),this.narrow=!1,this.route={path:``},this.panel={},this.#e=new wt(this,{context:zt}),new Ri(this,()=>{let e=this.renderRoot.querySelector(`nav a[aria-current]`),t=e?.parentElement;return e&&t?{row:t,part:e}:void 0})}connectedCallback(){super.connectedCallback(),this.#p()}disconnectedCallback(){super.disconnectedCallback(),this.#n?.()}shouldUpdate(e){if(e.size>1||!e.has(`hass`))return!0;let t=e.get(`hass`),n=this.hass;return t===void 0||t.connected!==n.connected||t.language!==n.language||t.locale!==n.locale}willUpdate(e){let t=this.#i,n=e.get(`hass`),r=this.#t;if(t===void 0)return;let i=r?.site===t&&r.texts.language===j(this.hass.language).language,a=n!==void 0&&!n.connected&&this.hass.connected;(!i||a||n?.locale!==(n&&this.hass.locale))&&(this.#t=new Rt(()=>this.hass,t,r),this.#e.setValue(this.#t))}render(){let e=this.#s;return g`
      <a class="hidden skip" href="#content" @click=${this.#g}>${this.#c(`common.skip`)}</a>
      <header>
        <div class="bar">
          <ha-menu-button .hass=${this.hass} .narrow=${this.narrow}></ha-menu-button>
          ${this.#l()}
        </div>
        ${this.#d(e)}
        ${this.#i===void 0?y:g`<duress-incident-strip .page=${e.name}></duress-incident-strip>`}
      </header>
      ${this.hass.connected?y:g`<p class="error message" role="alert">${this.#c(`common.disconnected`)}</p>`}
      ${this.#i?.running===!1?g`<p class="error message" role="alert">${this.#c(`common.not_running`)}</p>`:y}
      ${this.#a?this.#u():y}
      <main id="content" tabindex="-1">${this.#f(e)}</main>
    `}updated(){let e=this.#s.name;this.#r!==void 0&&this.#r!==e&&this.main?.focus(),this.#r=e}get#i(){let e=new URLSearchParams(location.search).get(`site`);return this.sites?.find(t=>t.site===e)??this.sites?.[0]}get#a(){let e=this.panel.config?.module;return e!==void 0&&!import.meta.url.endsWith(e)}get#o(){return this.route.path.split(`/`).filter(Boolean).map(decodeURIComponent)}get#s(){return Rl.find(e=>e.name===this.#o[0])??Rl[0]}#c(e){return j(this.hass.language).say(e)}#l(){let e=this.#i,t=e?.demo?g`<span class="chip warn" title=${this.#c(`common.demo_long`)}>${this.#c(`common.demo`)}</span>`:y;return this.sites===void 0||this.sites.length<2?g`<strong>${e?.name??`Duress`}</strong> ${t}`:g`<select aria-label=${this.#c(`common.school`)} @change=${this.#h}>
        ${this.sites.map(t=>g`<option value=${t.site} ?selected=${t===e}>${t.name}</option>`)}
      </select>
      ${t}`}#u(){return g`<p class="notice message" role="status">
      ${this.#c(`common.new_version`)} <button @click=${()=>location.reload()}>${this.#c(`common.reload`)}</button>
    </p>`}#d(e){return g`<nav aria-label=${this.#c(`common.pages`)}>
      ${Rl.filter(e=>this.#i?.rights.includes(e.right)).map(t=>g`<a
            href=${I(t.name)}
            aria-current=${t===e?`page`:y}
            @click=${e=>this.#m(e,I(t.name))}
            ><ha-icon icon=${t.icon} aria-hidden="true"></ha-icon> ${this.#c(`common.page_${t.name}`)}</a
          >`)}
    </nav>`}#f(e){return this.refusal===void 0?this.sites===void 0?g`<p class="quiet message" role="status">${this.#c(`common.waiting`)}</p>`:this.#i===void 0?g`<p class="notice message">${this.#c(`common.no_school`)}</p>`:g`${e.name===`incident`?y:g`<duress-gap-notice .page=${e.name}></duress-gap-notice>`}${e.draw(this.#o.slice(1))}`:g`<p class="error message" role="alert">${this.refusal}</p>`}#p(){let e=Xt(this.hass.connection),t=()=>{this.refusal=e.refusal,e.standing===`stopped`?this.sites=this.sites?.map(e=>({...e,running:!1})):e.message!==void 0&&(this.sites=e.message.sites)};this.#n=e.follow(t),t()}#m(e,t){e.button!==0||e.ctrlKey||e.metaKey||e.shiftKey||(e.preventDefault(),L(t))}#h(e){let t=e.target.value;L(`${Bt}/${this.#s.name}?site=${encodeURIComponent(t)}`),this.requestUpdate()}#g(e){e.preventDefault(),this.main?.focus()}};N([S({attribute:!1})],au.prototype,`hass`,void 0),N([S({type:Boolean,reflect:!0})],au.prototype,`narrow`,void 0),N([S({attribute:!1})],au.prototype,`route`,void 0),N([S({attribute:!1})],au.prototype,`panel`,void 0),N([C()],au.prototype,`sites`,void 0),N([C()],au.prototype,`refusal`,void 0),N([w(`main`)],au.prototype,`main`,void 0),au=N([x(`duress-panel`)],au);