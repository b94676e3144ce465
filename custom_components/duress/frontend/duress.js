var e=class extends Event{constructor(e,t,n,r){super(`context-request`,{bubbles:!0,composed:!0}),this.context=e,this.contextTarget=t,this.callback=n,this.subscribe=r??!1}};function t(e){return e}var n=class{constructor(e,t,n,r){if(this.subscribe=!1,this.provided=!1,this.value=void 0,this.t=(e,t)=>{this.unsubscribe&&(this.unsubscribe!==t&&(this.provided=!1,this.unsubscribe()),this.subscribe||this.unsubscribe()),this.value=e,this.host.requestUpdate(),this.provided&&!this.subscribe||(this.provided=!0,this.callback&&this.callback(e,t)),this.unsubscribe=t},this.host=e,t.context!==void 0){let e=t;this.context=e.context,this.callback=e.callback,this.subscribe=e.subscribe??!1}else this.context=t,this.callback=n,this.subscribe=r??!1;this.host.addController(this)}hostConnected(){this.dispatchRequest()}hostDisconnected(){this.unsubscribe&&=(this.unsubscribe(),void 0)}dispatchRequest(){this.host.dispatchEvent(new e(this.context,this.host,this.t,this.subscribe))}},r=class{get value(){return this.o}set value(e){this.setValue(e)}setValue(e,t=!1){let n=t||!Object.is(e,this.o);this.o=e,n&&this.updateObservers()}constructor(e){this.subscriptions=/* @__PURE__ */ new Map,this.updateObservers=()=>{for(let[e,{disposer:t}]of this.subscriptions)e(this.o,t)},e!==void 0&&(this.value=e)}addCallback(e,t,n){if(!n)return void e(this.value);this.subscriptions.has(e)||this.subscriptions.set(e,{disposer:()=>{this.subscriptions.delete(e)},consumerHost:t});let{disposer:r}=this.subscriptions.get(e);e(this.value,r)}clearCallbacks(){this.subscriptions.clear()}},i=class extends Event{constructor(e,t){super(`context-provider`,{bubbles:!0,composed:!0}),this.context=e,this.contextTarget=t}},a=class extends r{constructor(t,n,r){super(n.context===void 0?r:n.initialValue),this.onContextRequest=e=>{if(e.context!==this.context)return;let t=e.contextTarget??e.composedPath()[0];t!==this.host&&(e.stopPropagation(),this.addCallback(e.callback,t,e.subscribe))},this.onProviderRequest=t=>{if(t.context!==this.context||(t.contextTarget??t.composedPath()[0])===this.host)return;let n=/* @__PURE__ */ new Set;for(let[t,{consumerHost:r}]of this.subscriptions)n.has(t)||(n.add(t),r.dispatchEvent(new e(this.context,r,t,!0)));t.stopPropagation()},this.host=t,this.context=n.context===void 0?n:n.context,this.attachListeners(),this.host.addController?.(this)}attachListeners(){this.host.addEventListener(`context-request`,this.onContextRequest),this.host.addEventListener(`context-provider`,this.onProviderRequest)}hostConnected(){this.host.dispatchEvent(new i(this.context,this.host))}};function o({context:e,subscribe:t}){return(r,i)=>{typeof i==`object`?i.addInitializer((function(){new n(this,{context:e,callback:e=>{r.set.call(this,e)},subscribe:t})})):r.constructor.addInitializer((r=>{new n(r,{context:e,callback:e=>{r[i]=e},subscribe:t})}))}}var s=globalThis,c=s.ShadowRoot&&(s.ShadyCSS===void 0||s.ShadyCSS.nativeShadow)&&`adoptedStyleSheets`in Document.prototype&&`replace`in CSSStyleSheet.prototype,l=Symbol(),u=/* @__PURE__ */ new WeakMap,d=class{constructor(e,t,n){if(this._$cssResult$=!0,n!==l)throw Error("CSSResult is not constructable. Use `unsafeCSS` or `css` instead.");this.cssText=e,this.t=t}get styleSheet(){let e=this.o,t=this.t;if(c&&e===void 0){let n=t!==void 0&&t.length===1;n&&(e=u.get(t)),e===void 0&&((this.o=e=new CSSStyleSheet).replaceSync(this.cssText),n&&u.set(t,e))}return e}toString(){return this.cssText}},ee=e=>new d(typeof e==`string`?e:e+``,void 0,l),f=(e,...t)=>new d(e.length===1?e[0]:t.reduce((t,n,r)=>t+(e=>{if(!0===e._$cssResult$)return e.cssText;if(typeof e==`number`)return e;throw Error(`Value passed to 'css' function must be a 'css' function result: `+e+`. Use 'unsafeCSS' to pass non-literal values, but take care to ensure page security.`)})(n)+e[r+1],e[0]),e,l),te=(e,t)=>{if(c)e.adoptedStyleSheets=t.map(e=>e instanceof CSSStyleSheet?e:e.styleSheet);else for(let n of t){let t=document.createElement(`style`),r=s.litNonce;r!==void 0&&t.setAttribute(`nonce`,r),t.textContent=n.cssText,e.appendChild(t)}},p=c?e=>e:e=>e instanceof CSSStyleSheet?(e=>{let t=``;for(let n of e.cssRules)t+=n.cssText;return ee(t)})(e):e,{is:ne,defineProperty:re,getOwnPropertyDescriptor:ie,getOwnPropertyNames:ae,getOwnPropertySymbols:oe,getPrototypeOf:se}=Object,m=globalThis,h=m.trustedTypes,ce=h?h.emptyScript:``,le=m.reactiveElementPolyfillSupport,g=(e,t)=>e,_={toAttribute(e,t){switch(t){case Boolean:e=e?ce:null;break;case Object:case Array:e=e==null?e:JSON.stringify(e)}return e},fromAttribute(e,t){let n=e;switch(t){case Boolean:n=e!==null;break;case Number:n=e===null?null:Number(e);break;case Object:case Array:try{n=JSON.parse(e)}catch{n=null}}return n}},v=(e,t)=>!ne(e,t),y={attribute:!0,type:String,converter:_,reflect:!1,useDefault:!1,hasChanged:v};Symbol.metadata??=Symbol(`metadata`),m.litPropertyMetadata??=/* @__PURE__ */ new WeakMap;var b=class extends HTMLElement{static addInitializer(e){this._$Ei(),(this.l??=[]).push(e)}static get observedAttributes(){return this.finalize(),this._$Eh&&[...this._$Eh.keys()]}static createProperty(e,t=y){if(t.state&&(t.attribute=!1),this._$Ei(),this.prototype.hasOwnProperty(e)&&((t=Object.create(t)).wrapped=!0),this.elementProperties.set(e,t),!t.noAccessor){let n=Symbol(),r=this.getPropertyDescriptor(e,n,t);r!==void 0&&re(this.prototype,e,r)}}static getPropertyDescriptor(e,t,n){let{get:r,set:i}=ie(this.prototype,e)??{get(){return this[t]},set(e){this[t]=e}};return{get:r,set(t){let a=r?.call(this);i?.call(this,t),this.requestUpdate(e,a,n)},configurable:!0,enumerable:!0}}static getPropertyOptions(e){return this.elementProperties.get(e)??y}static _$Ei(){if(this.hasOwnProperty(g(`elementProperties`)))return;let e=se(this);e.finalize(),e.l!==void 0&&(this.l=[...e.l]),this.elementProperties=new Map(e.elementProperties)}static finalize(){if(this.hasOwnProperty(g(`finalized`)))return;if(this.finalized=!0,this._$Ei(),this.hasOwnProperty(g(`properties`))){let e=this.properties,t=[...ae(e),...oe(e)];for(let n of t)this.createProperty(n,e[n])}let e=this[Symbol.metadata];if(e!==null){let t=litPropertyMetadata.get(e);if(t!==void 0)for(let[e,n]of t)this.elementProperties.set(e,n)}this._$Eh=/* @__PURE__ */ new Map;for(let[e,t]of this.elementProperties){let n=this._$Eu(e,t);n!==void 0&&this._$Eh.set(n,e)}this.elementStyles=this.finalizeStyles(this.styles)}static finalizeStyles(e){let t=[];if(Array.isArray(e)){let n=new Set(e.flat(1/0).reverse());for(let e of n)t.unshift(p(e))}else e!==void 0&&t.push(p(e));return t}static _$Eu(e,t){let n=t.attribute;return!1===n?void 0:typeof n==`string`?n:typeof e==`string`?e.toLowerCase():void 0}constructor(){super(),this._$Ep=void 0,this.isUpdatePending=!1,this.hasUpdated=!1,this._$Em=null,this._$Ev()}_$Ev(){this._$ES=new Promise(e=>this.enableUpdating=e),this._$AL=/* @__PURE__ */ new Map,this._$E_(),this.requestUpdate(),this.constructor.l?.forEach(e=>e(this))}addController(e){(this._$EO??=/* @__PURE__ */ new Set).add(e),this.renderRoot!==void 0&&this.isConnected&&e.hostConnected?.()}removeController(e){this._$EO?.delete(e)}_$E_(){let e=/* @__PURE__ */ new Map,t=this.constructor.elementProperties;for(let n of t.keys())this.hasOwnProperty(n)&&(e.set(n,this[n]),delete this[n]);e.size>0&&(this._$Ep=e)}createRenderRoot(){let e=this.shadowRoot??this.attachShadow(this.constructor.shadowRootOptions);return te(e,this.constructor.elementStyles),e}connectedCallback(){this.renderRoot??=this.createRenderRoot(),this.enableUpdating(!0),this._$EO?.forEach(e=>e.hostConnected?.())}enableUpdating(e){}disconnectedCallback(){this._$EO?.forEach(e=>e.hostDisconnected?.())}attributeChangedCallback(e,t,n){this._$AK(e,n)}_$ET(e,t){let n=this.constructor.elementProperties.get(e),r=this.constructor._$Eu(e,n);if(r!==void 0&&!0===n.reflect){let i=(n.converter?.toAttribute===void 0?_:n.converter).toAttribute(t,n.type);this._$Em=e,i==null?this.removeAttribute(r):this.setAttribute(r,i),this._$Em=null}}_$AK(e,t){let n=this.constructor,r=n._$Eh.get(e);if(r!==void 0&&this._$Em!==r){let e=n.getPropertyOptions(r),i=typeof e.converter==`function`?{fromAttribute:e.converter}:e.converter?.fromAttribute===void 0?_:e.converter;this._$Em=r;let a=i.fromAttribute(t,e.type);this[r]=a??this._$Ej?.get(r)??a,this._$Em=null}}requestUpdate(e,t,n,r=!1,i){if(e!==void 0){let a=this.constructor;if(!1===r&&(i=this[e]),n??=a.getPropertyOptions(e),!((n.hasChanged??v)(i,t)||n.useDefault&&n.reflect&&i===this._$Ej?.get(e)&&!this.hasAttribute(a._$Eu(e,n))))return;this.C(e,t,n)}!1===this.isUpdatePending&&(this._$ES=this._$EP())}C(e,t,{useDefault:n,reflect:r,wrapped:i},a){n&&!(this._$Ej??=/* @__PURE__ */ new Map).has(e)&&(this._$Ej.set(e,a??t??this[e]),!0!==i||a!==void 0)||(this._$AL.has(e)||(this.hasUpdated||n||(t=void 0),this._$AL.set(e,t)),!0===r&&this._$Em!==e&&(this._$Eq??=/* @__PURE__ */ new Set).add(e))}async _$EP(){this.isUpdatePending=!0;try{await this._$ES}catch(e){Promise.reject(e)}let e=this.scheduleUpdate();return e!=null&&await e,!this.isUpdatePending}scheduleUpdate(){return this.performUpdate()}performUpdate(){if(!this.isUpdatePending)return;if(!this.hasUpdated){if(this.renderRoot??=this.createRenderRoot(),this._$Ep){for(let[e,t]of this._$Ep)this[e]=t;this._$Ep=void 0}let e=this.constructor.elementProperties;if(e.size>0)for(let[t,n]of e){let{wrapped:e}=n,r=this[t];!0!==e||this._$AL.has(t)||r===void 0||this.C(t,void 0,n,r)}}let e=!1,t=this._$AL;try{e=this.shouldUpdate(t),e?(this.willUpdate(t),this._$EO?.forEach(e=>e.hostUpdate?.()),this.update(t)):this._$EM()}catch(t){throw e=!1,this._$EM(),t}e&&this._$AE(t)}willUpdate(e){}_$AE(e){this._$EO?.forEach(e=>e.hostUpdated?.()),this.hasUpdated||(this.hasUpdated=!0,this.firstUpdated(e)),this.updated(e)}_$EM(){this._$AL=/* @__PURE__ */ new Map,this.isUpdatePending=!1}get updateComplete(){return this.getUpdateComplete()}getUpdateComplete(){return this._$ES}shouldUpdate(e){return!0}update(e){this._$Eq&&=this._$Eq.forEach(e=>this._$ET(e,this[e])),this._$EM()}updated(e){}firstUpdated(e){}};b.elementStyles=[],b.shadowRootOptions={mode:`open`},b[g(`elementProperties`)]=/* @__PURE__ */ new Map,b[g(`finalized`)]=/* @__PURE__ */ new Map,le?.({ReactiveElement:b}),(m.reactiveElementVersions??=[]).push(`2.1.2`);var x=globalThis,S=e=>e,C=x.trustedTypes,ue=C?C.createPolicy(`lit-html`,{createHTML:e=>e}):void 0,de=`$lit$`,w=`lit$${Math.random().toFixed(9).slice(2)}$`,T=`?`+w,fe=`<${T}>`,E=document,D=()=>E.createComment(``),O=e=>e===null||typeof e!=`object`&&typeof e!=`function`,k=Array.isArray,pe=e=>k(e)||typeof e?.[Symbol.iterator]==`function`,A=`[ 	
\f\r]`,j=/<(?:(!--|\/[^a-zA-Z])|(\/?[a-zA-Z][^>\s]*)|(\/?$))/g,M=/-->/g,me=/>/g,N=RegExp(`>|${A}(?:([^\\s"'>=/]+)(${A}*=${A}*(?:[^ \t\n\f\r"'\`<>=]|("|')|))|$)`,`g`),he=/'/g,ge=/"/g,_e=/^(?:script|style|textarea|title)$/i,P=(e=>(t,...n)=>({_$litType$:e,strings:t,values:n}))(1),F=Symbol.for(`lit-noChange`),I=Symbol.for(`lit-nothing`),ve=/* @__PURE__ */ new WeakMap,L=E.createTreeWalker(E,129);function R(e,t){if(!k(e)||!e.hasOwnProperty(`raw`))throw Error(`invalid template strings array`);return ue===void 0?t:ue.createHTML(t)}var ye=(e,t)=>{let n=e.length-1,r=[],i,a=t===2?`<svg>`:t===3?`<math>`:``,o=j;for(let t=0;t<n;t++){let n=e[t],s,c,l=-1,u=0;for(;u<n.length&&(o.lastIndex=u,c=o.exec(n),c!==null);)u=o.lastIndex,o===j?c[1]===`!--`?o=M:c[1]===void 0?c[2]===void 0?c[3]!==void 0&&(o=N):(_e.test(c[2])&&(i=RegExp(`</`+c[2],`g`)),o=N):o=me:o===N?c[0]===`>`?(o=i??j,l=-1):c[1]===void 0?l=-2:(l=o.lastIndex-c[2].length,s=c[1],o=c[3]===void 0?N:c[3]===`"`?ge:he):o===ge||o===he?o=N:o===M||o===me?o=j:(o=N,i=void 0);let d=o===N&&e[t+1].startsWith(`/>`)?` `:``;a+=o===j?n+fe:l>=0?(r.push(s),n.slice(0,l)+de+n.slice(l)+w+d):n+w+(l===-2?t:d)}return[R(e,a+(e[n]||`<?>`)+(t===2?`</svg>`:t===3?`</math>`:``)),r]},z=class e{constructor({strings:t,_$litType$:n},r){let i;this.parts=[];let a=0,o=0,s=t.length-1,c=this.parts,[l,u]=ye(t,n);if(this.el=e.createElement(l,r),L.currentNode=this.el.content,n===2||n===3){let e=this.el.content.firstChild;e.replaceWith(...e.childNodes)}for(;(i=L.nextNode())!==null&&c.length<s;){if(i.nodeType===1){if(i.hasAttributes())for(let e of i.getAttributeNames())if(e.endsWith(de)){let t=u[o++],n=i.getAttribute(e).split(w),r=/([.?@])?(.*)/.exec(t);c.push({type:1,index:a,name:r[2],strings:n,ctor:r[1]===`.`?xe:r[1]===`?`?Se:r[1]===`@`?Ce:H}),i.removeAttribute(e)}else e.startsWith(w)&&(c.push({type:6,index:a}),i.removeAttribute(e));if(_e.test(i.tagName)){let e=i.textContent.split(w),t=e.length-1;if(t>0){i.textContent=C?C.emptyScript:``;for(let n=0;n<t;n++)i.append(e[n],D()),L.nextNode(),c.push({type:2,index:++a});i.append(e[t],D())}}}else if(i.nodeType===8){if(i.data===T)c.push({type:2,index:a});else{let e=-1;for(;(e=i.data.indexOf(w,e+1))!==-1;)c.push({type:7,index:a}),e+=w.length-1}}a++}}static createElement(e,t){let n=E.createElement(`template`);return n.innerHTML=e,n}};function B(e,t,n=e,r){if(t===F)return t;let i=r===void 0?n._$Cl:n._$Co?.[r],a=O(t)?void 0:t._$litDirective$;return i?.constructor!==a&&(i?._$AO?.(!1),a===void 0?i=void 0:(i=new a(e),i._$AT(e,n,r)),r===void 0?n._$Cl=i:(n._$Co??=[])[r]=i),i!==void 0&&(t=B(e,i._$AS(e,t.values),i,r)),t}var be=class{constructor(e,t){this._$AV=[],this._$AN=void 0,this._$AD=e,this._$AM=t}get parentNode(){return this._$AM.parentNode}get _$AU(){return this._$AM._$AU}u(e){let{el:{content:t},parts:n}=this._$AD,r=(e?.creationScope??E).importNode(t,!0);L.currentNode=r;let i=L.nextNode(),a=0,o=0,s=n[0];for(;s!==void 0;){if(a===s.index){let t;s.type===2?t=new V(i,i.nextSibling,this,e):s.type===1?t=new s.ctor(i,s.name,s.strings,this,e):s.type===6&&(t=new we(i,this,e)),this._$AV.push(t),s=n[++o]}a!==s?.index&&(i=L.nextNode(),a++)}return L.currentNode=E,r}p(e){let t=0;for(let n of this._$AV)n!==void 0&&(n.strings===void 0?n._$AI(e[t]):(n._$AI(e,n,t),t+=n.strings.length-2)),t++}},V=class e{get _$AU(){return this._$AM?._$AU??this._$Cv}constructor(e,t,n,r){this.type=2,this._$AH=I,this._$AN=void 0,this._$AA=e,this._$AB=t,this._$AM=n,this.options=r,this._$Cv=r?.isConnected??!0}get parentNode(){let e=this._$AA.parentNode,t=this._$AM;return t!==void 0&&e?.nodeType===11&&(e=t.parentNode),e}get startNode(){return this._$AA}get endNode(){return this._$AB}_$AI(e,t=this){e=B(this,e,t),O(e)?e===I||e==null||e===``?(this._$AH!==I&&this._$AR(),this._$AH=I):e!==this._$AH&&e!==F&&this._(e):e._$litType$===void 0?e.nodeType===void 0?pe(e)?this.k(e):this._(e):this.T(e):this.$(e)}O(e){return this._$AA.parentNode.insertBefore(e,this._$AB)}T(e){this._$AH!==e&&(this._$AR(),this._$AH=this.O(e))}_(e){this._$AH!==I&&O(this._$AH)?this._$AA.nextSibling.data=e:this.T(E.createTextNode(e)),this._$AH=e}$(e){let{values:t,_$litType$:n}=e,r=typeof n==`number`?this._$AC(e):(n.el===void 0&&(n.el=z.createElement(R(n.h,n.h[0]),this.options)),n);if(this._$AH?._$AD===r)this._$AH.p(t);else{let e=new be(r,this),n=e.u(this.options);e.p(t),this.T(n),this._$AH=e}}_$AC(e){let t=ve.get(e.strings);return t===void 0&&ve.set(e.strings,t=new z(e)),t}k(t){k(this._$AH)||(this._$AH=[],this._$AR());let n=this._$AH,r,i=0;for(let a of t)i===n.length?n.push(r=new e(this.O(D()),this.O(D()),this,this.options)):r=n[i],r._$AI(a),i++;i<n.length&&(this._$AR(r&&r._$AB.nextSibling,i),n.length=i)}_$AR(e=this._$AA.nextSibling,t){for(this._$AP?.(!1,!0,t);e!==this._$AB;){let t=S(e).nextSibling;S(e).remove(),e=t}}setConnected(e){this._$AM===void 0&&(this._$Cv=e,this._$AP?.(e))}},H=class{get tagName(){return this.element.tagName}get _$AU(){return this._$AM._$AU}constructor(e,t,n,r,i){this.type=1,this._$AH=I,this._$AN=void 0,this.element=e,this.name=t,this._$AM=r,this.options=i,n.length>2||n[0]!==``||n[1]!==``?(this._$AH=Array(n.length-1).fill(/* @__PURE__ */ new String),this.strings=n):this._$AH=I}_$AI(e,t=this,n,r){let i=this.strings,a=!1;if(i===void 0)e=B(this,e,t,0),a=!O(e)||e!==this._$AH&&e!==F,a&&(this._$AH=e);else{let r=e,o,s;for(e=i[0],o=0;o<i.length-1;o++)s=B(this,r[n+o],t,o),s===F&&(s=this._$AH[o]),a||=!O(s)||s!==this._$AH[o],s===I?e=I:e!==I&&(e+=(s??``)+i[o+1]),this._$AH[o]=s}a&&!r&&this.j(e)}j(e){e===I?this.element.removeAttribute(this.name):this.element.setAttribute(this.name,e??``)}},xe=class extends H{constructor(){super(...arguments),this.type=3}j(e){this.element[this.name]=e===I?void 0:e}},Se=class extends H{constructor(){super(...arguments),this.type=4}j(e){this.element.toggleAttribute(this.name,!!e&&e!==I)}},Ce=class extends H{constructor(e,t,n,r,i){super(e,t,n,r,i),this.type=5}_$AI(e,t=this){if((e=B(this,e,t,0)??I)===F)return;let n=this._$AH,r=e===I&&n!==I||e.capture!==n.capture||e.once!==n.once||e.passive!==n.passive,i=e!==I&&(n===I||r);r&&this.element.removeEventListener(this.name,this,n),i&&this.element.addEventListener(this.name,this,e),this._$AH=e}handleEvent(e){typeof this._$AH==`function`?this._$AH.call(this.options?.host??this.element,e):this._$AH.handleEvent(e)}},we=class{constructor(e,t,n){this.element=e,this.type=6,this._$AN=void 0,this._$AM=t,this.options=n}get _$AU(){return this._$AM._$AU}_$AI(e){B(this,e)}},Te=x.litHtmlPolyfillSupport;Te?.(z,V),(x.litHtmlVersions??=[]).push(`3.3.3`);var Ee=(e,t,n)=>{let r=n?.renderBefore??t,i=r._$litPart$;if(i===void 0){let e=n?.renderBefore??null;r._$litPart$=i=new V(t.insertBefore(D(),e),e,void 0,n??{})}return i._$AI(e),i},U=globalThis,W=class extends b{constructor(){super(...arguments),this.renderOptions={host:this},this._$Do=void 0}createRenderRoot(){let e=super.createRenderRoot();return this.renderOptions.renderBefore??=e.firstChild,e}update(e){let t=this.render();this.hasUpdated||(this.renderOptions.isConnected=this.isConnected),super.update(e),this._$Do=Ee(t,this.renderRoot,this.renderOptions)}connectedCallback(){super.connectedCallback(),this._$Do?.setConnected(!0)}disconnectedCallback(){super.disconnectedCallback(),this._$Do?.setConnected(!1)}render(){return F}};W._$litElement$=!0,W.finalized=!0,U.litElementHydrateSupport?.({LitElement:W});var De=U.litElementPolyfillSupport;De?.({LitElement:W}),(U.litElementVersions??=[]).push(`4.2.2`);var Oe={attribute:!0,type:String,converter:_,reflect:!1,hasChanged:v},ke=(e=Oe,t,n)=>{let{kind:r,metadata:i}=n,a=globalThis.litPropertyMetadata.get(i);if(a===void 0&&globalThis.litPropertyMetadata.set(i,a=/* @__PURE__ */ new Map),r===`setter`&&((e=Object.create(e)).wrapped=!0),a.set(n.name,e),r===`accessor`){let{name:r}=n;return{set(n){let i=t.get.call(this);t.set.call(this,n),this.requestUpdate(r,i,e,!0,n)},init(t){return t!==void 0&&this.C(r,void 0,e,t),t}}}if(r===`setter`){let{name:r}=n;return function(n){let i=this[r];t.call(this,n),this.requestUpdate(r,i,e,!0,n)}}throw Error(`Unsupported decorator location: `+r)};function G(e){return(t,n)=>typeof n==`object`?ke(e,t,n):((e,t,n)=>{let r=t.hasOwnProperty(n);return t.constructor.createProperty(n,e),r?Object.getOwnPropertyDescriptor(t,n):void 0})(e,t,n)}function Ae(e){return G({...e,state:!0,attribute:!1})}var je=(e,t,n)=>(n.configurable=!0,n.enumerable=!0,Reflect.decorate&&typeof t!=`object`&&Object.defineProperty(e,t,n),n);function Me(e,t){return(n,r,i)=>{let a=t=>t.renderRoot?.querySelector(e)??null;if(t){let{get:e,set:t}=typeof r==`object`?n:i??(()=>{let e=Symbol();return{get(){return this[e]},set(t){this[e]=t}}})();return je(n,r,{get(){let n=e.call(this);return n===void 0&&(n=a(this),(n!==null||this.hasUpdated)&&t.call(this,n)),n}})}return je(n,r,{get(){return a(this)}})}}function K(e){return t=>{customElements.get(e)===void 0&&customElements.define(e,t)}}var Ne=60,Pe=3600,Fe=[[`day`,24*Pe],[`hour`,Pe],[`minute`,Ne],[`second`,1]],Ie={comma_decimal:`en-US`,decimal_comma:`de`,space_comma:`fr`,quote_decimal:`de-CH`},Le=class{#e;#t;#n;#r;#i;#a;#o;constructor(e,t){let n=e.language,r={12:!0,24:!1}[e.time_format??``],i={hour:`numeric`,minute:`2-digit`,...r===void 0?{}:{hour12:r},...e.time_zone===`server`?{timeZone:t}:{}},a=i.timeZone===void 0?{}:{timeZone:i.timeZone};this.#e=new Intl.NumberFormat(Ie[e.number_format??``]??n),this.#t=new Intl.DateTimeFormat(n,i),this.#n=new Intl.DateTimeFormat(n,{...i,second:`2-digit`}),this.#r=new Intl.DateTimeFormat(n,{...i,day:`numeric`,month:`short`,year:`numeric`}),this.#i=new Intl.DateTimeFormat(n,{...a,day:`numeric`,month:`short`,year:`numeric`}),this.#a=new Intl.RelativeTimeFormat(n,{numeric:`always`}),this.#o=new Intl.ListFormat(n)}number(e,t){return t===void 0?this.#e.format(e):this.#e.format(Number(e.toFixed(t)))}percent(e){return`${this.#e.format(Math.round(e*100))} %`}time(e){return this.#t.format(e*1e3)}seconds(e){return this.#n.format(e*1e3)}dateTime(e){return this.#r.format(e*1e3)}date(e){return this.#i.format(e*1e3)}ago(e,t=Date.now()/1e3){let n=Math.round(e-t),[r,i]=Fe.find(([,e])=>Math.abs(n)>=e)??[`second`,1];return this.#a.format(Math.trunc(n/i),r)}clock(e){let t=Math.max(0,Math.floor(e)),n=e=>String(e).padStart(2,`0`),r=Math.floor(t/60),i=`${n(r%60)}:${n(t%60)}`;return r>=60?`${Math.floor(r/60)}:${i}`:`${r}:${n(t%60)}`}duration(e){let[t,n]=Fe.find(([,t])=>e>=t)??[`second`,1],r={style:`unit`,unit:t,unitDisplay:`long`};return new Intl.NumberFormat(this.#e.resolvedOptions().locale,r).format(Math.floor(e/n))}list(e){return this.#o.format(e)}},q={cards:{},common:{pages:`Pages of Duress`,page_today:`Today`,page_incident:`Alarms`,page_map:`Map`,page_people:`People`,page_walk:`Walk test`,page_monitoring:`Monitoring`,page_upkeep:`Upkeep`,page_start:`Set-up`,school:`School`,no_school:`No school is set up, so no pendant is watched. Add the integration Duress under Settings, Devices & services.`,not_running:`Duress does not run at this school: presses are not received. Look at Settings, Devices & services, or call whoever looks after Home Assistant.`,disconnected:`No connection to Home Assistant. What you see may be old: new alarms do not appear here until it is back. Check the network, or go to another screen.`,demo:`DEMO`,demo_long:`This is a demo school. No real pendant is watched.`,waiting:`Just a moment …`,close_dialog:`Close`,not_yet:`This page comes with a later version.`,skip:`Skip to the content`,new_version:`Duress has a new version. This page still is the old one.`,reload:`Load the new one`},incident:{},map:{},monitoring:{},people:{},start:{},today:{},upkeep:{},walk:{}},Re={en:q,es:{cards:{},common:{pages:`Páginas de Duress`,page_today:`Hoy`,page_incident:`Alarmas`,page_map:`Plano`,page_people:`Personas`,page_walk:`Recorrido`,page_monitoring:`Central`,page_upkeep:`Cuidado`,page_start:`Instalación`,school:`Escuela`,no_school:`No hay ninguna escuela instalada, así que no se vigila ningún pulsador. Añada la integración Duress en Ajustes, Dispositivos y servicios.`,not_running:`Duress no funciona en esta escuela: no se reciben pulsaciones. Mire en Ajustes, Dispositivos y servicios, o llame a quien cuida de Home Assistant.`,disconnected:`Sin conexión con Home Assistant. Lo que ve puede ser antiguo: aquí no aparecen alarmas nuevas hasta que vuelva. Compruebe la red o use otra pantalla.`,demo:`DEMO`,demo_long:`Es una escuela de demostración. No se vigila ningún pulsador real.`,waiting:`Un momento …`,close_dialog:`Cerrar`,not_yet:`Esta página llegará con una versión posterior.`,skip:`Ir al contenido`,new_version:`Duress tiene una versión nueva. Esta página todavía es la antigua.`,reload:`Cargar la nueva`},incident:{},map:{},monitoring:{},people:{},start:{},today:{},upkeep:{},walk:{}}},ze=class{#e;#t;#n;constructor(e){this.language=e;let t=Re[e]??Re[e.split(`-`)[0]??``];this.#n=t===void 0?[q]:[t,q],this.#e=new Intl.PluralRules(t===void 0?`en`:e),this.#t=new Intl.NumberFormat(t===void 0?`en`:e)}say(e,t={}){let n=this.find(e,t);if(n===void 0)throw Error(`there is no sentence ${e}`);return n}find(e,t={}){return this.#r(e,t.n)?.replace(/\{(\w+)\}/g,(e,n)=>{let r=t[n];return r===void 0?e:typeof r==`number`?this.#t.format(r):r})}#r(e,t){let[n=``,r=``]=e.split(`.`);for(let e of this.#n){let i=typeof t==`number`?this.#e.select(t):`other`,a=e[n],o=a?.[r]??a?.[`${r}_${i}`]??a?.[`${r}_other`];if(o!==void 0)return o}}},Be=/* @__PURE__ */ new Map;function J(e){let t=Be.get(e);return t===void 0&&Be.set(e,t=new ze(e)),t}var Ve=5e3,He=class{#e;#t;#n;constructor(e,t){this.connection=e,this.request=t,this.standing=`waiting`,this.#e=/* @__PURE__ */ new Set}follow(e){return clearTimeout(this.#n),this.#e.add(e),this.#t??=this.#r(),()=>{this.#e.delete(e),this.#e.size===0&&(this.#n=setTimeout(()=>this.#o(),Ve))}}retry(){this.standing===`refused`&&this.#e.size!==0&&(this.#t=this.#r())}async#r(){try{return await this.connection.subscribeMessage(e=>this.#i(e),this.request)}catch(e){this.#a(`refused`,void 0,Y(e));return}}#i(e){let t=e.running!==!1;this.#a(t?`told`:`stopped`,t?e:void 0,void 0)}#a(e,t,n){this.standing=e,this.message=t,this.refusal=n;for(let e of[...this.#e])e()}#o(){let e=this.#t;this.#t=void 0,this.standing=`waiting`,this.message=void 0,e?.then(e=>e?.()).catch(()=>void 0)}};function Y(e){return e instanceof Error||typeof e==`object`&&e&&`message`in e&&typeof e.message==`string`?e.message:typeof e==`object`&&e&&`body`in e?Y(e.body):String(e)}var Ue=class extends Error{constructor(...e){super(...e),this.name=`Refused`}},We=class{#e;constructor(e,t,n){this.now=e,this.site=t;let r=e();this.texts=J(r.language),this.format=new Le(r.locale,r.config.time_zone),this.#e=n?.site.site===t.site?n.#e:/* @__PURE__ */ new Map;for(let e of this.#e.values())e.retry()}get home(){return this.now()}may(e){return this.site.rights.includes(e)}topic(e,t={}){let n=JSON.stringify([e,t]),r=this.#e.get(n);if(r===void 0){let i={type:e,site:this.site.site,...t};r=new He(this.home.connection,i),this.#e.set(n,r)}return r}async ask(e,t={}){try{return await this.home.connection.sendMessagePromise({type:e,site:this.site.site,...t})}catch(e){throw new Ue(Y(e))}}async act(e,t={},n=!0){try{return(await this.home.callService(`duress`,e,t,void 0,!1,n)).response}catch(e){throw new Ue(Y(e))}}},Ge=t(`duress-console`),Ke=`/duress`;function qe(e,...t){let n=new URLSearchParams(location.search).get(`site`),r=[Ke,e,...t.map(encodeURIComponent)].join(`/`);return n===null?r:`${r}?site=${encodeURIComponent(n)}`}function Je(e,t=!1){t?history.replaceState(null,``,e):history.pushState(null,``,e),window.dispatchEvent(new CustomEvent(`location-changed`,{detail:{replace:t}}))}async function Ye(e,t){return e.subscribeMessage(e=>t(e.sites),{type:`duress/sites`})}var Xe=[f`
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
`,f`
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
`,f`
  * {
    box-sizing: border-box;
  }
  :focus-visible {
    outline: 3px solid var(--link);
    outline-offset: 2px;
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
`,f`
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
`];function X(e,t,n,r){var i=arguments.length,a=i<3?t:r===null?r=Object.getOwnPropertyDescriptor(t,n):r,o;if(typeof Reflect==`object`&&typeof Reflect.decorate==`function`)a=Reflect.decorate(e,t,n,r);else for(var s=e.length-1;s>=0;s--)(o=e[s])&&(a=(i<3?o(a):i>3?o(t,n,a):o(t,n))||a);return i>3&&a&&Object.defineProperty(t,n,a),a}var Ze=class extends W{static{this.styles=Xe}t(e,t){return this.console.texts.say(e,t)}word(e,t){return this.console.texts.find(`${e}.${t}`)??t}get format(){return this.console.format}};X([o({context:Ge,subscribe:!0}),G({attribute:!1})],Ze.prototype,`console`,void 0);var Z=class extends Ze{constructor(...e){super(...e),this.path=[]}};X([G({attribute:!1})],Z.prototype,`path`,void 0);var Qe=class extends Z{render(){return P`<div class="page">
      <h1>${this.t(`common.page_incident`)}</h1>
      <p>${this.t(`common.not_yet`)}</p>
    </div>`}};Qe=X([K(`duress-incident-page`)],Qe);var $e=class extends Z{render(){return P`<div class="page">
      <h1>${this.t(`common.page_map`)}</h1>
      <p>${this.t(`common.not_yet`)}</p>
    </div>`}};$e=X([K(`duress-map-page`)],$e);var et=class extends Z{render(){return P`<div class="page">
      <h1>${this.t(`common.page_monitoring`)}</h1>
      <p>${this.t(`common.not_yet`)}</p>
    </div>`}};et=X([K(`duress-monitoring-page`)],et);var tt=class extends Z{render(){return P`<div class="page">
      <h1>${this.t(`common.page_people`)}</h1>
      <p>${this.t(`common.not_yet`)}</p>
    </div>`}};tt=X([K(`duress-people-page`)],tt);var nt=class extends Z{render(){return P`<div class="page">
      <h1>${this.t(`common.page_start`)}</h1>
      <p>${this.t(`common.not_yet`)}</p>
    </div>`}};nt=X([K(`duress-start-page`)],nt);var rt=class extends Z{render(){return P`<div class="page">
      <h1>${this.t(`common.page_today`)}</h1>
      <p>${this.t(`common.not_yet`)}</p>
    </div>`}};rt=X([K(`duress-today-page`)],rt);var it=class extends Z{render(){return P`<div class="page">
      <h1>${this.t(`common.page_upkeep`)}</h1>
      <p>${this.t(`common.not_yet`)}</p>
    </div>`}};it=X([K(`duress-upkeep-page`)],it);var at=class extends Z{render(){return P`<div class="page">
      <h1>${this.t(`common.page_walk`)}</h1>
      <p>${this.t(`common.not_yet`)}</p>
    </div>`}};at=X([K(`duress-walk-page`)],at);var Q=[{name:`today`,icon:`mdi:shield-check-outline`,right:`see`,draw:e=>P`<duress-today-page .path=${e}></duress-today-page>`},{name:`incident`,icon:`mdi:bell-outline`,right:`see`,draw:e=>P`<duress-incident-page .path=${e}></duress-incident-page>`},{name:`map`,icon:`mdi:floor-plan`,right:`see`,draw:e=>P`<duress-map-page .path=${e}></duress-map-page>`},{name:`people`,icon:`mdi:account-group-outline`,right:`see`,draw:e=>P`<duress-people-page .path=${e}></duress-people-page>`},{name:`walk`,icon:`mdi:walk`,right:`see`,draw:e=>P`<duress-walk-page .path=${e}></duress-walk-page>`},{name:`monitoring`,icon:`mdi:lan-connect`,right:`see`,draw:e=>P`<duress-monitoring-page .path=${e}></duress-monitoring-page>`},{name:`upkeep`,icon:`mdi:wrench-outline`,right:`see`,draw:e=>P`<duress-upkeep-page .path=${e}></duress-upkeep-page>`},{name:`start`,icon:`mdi:flag-checkered`,right:`see`,draw:e=>P`<duress-start-page .path=${e}></duress-start-page>`}],ot=f`
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
`,$=class extends W{constructor(...e){super(...e),this.narrow=!1,this.route={path:``},this.panel={},this.#e=new a(this,{context:Ge})}static{this.styles=[Xe,ot]}#e;#t;#n;#r;connectedCallback(){super.connectedCallback(),this.#p()}disconnectedCallback(){super.disconnectedCallback(),this.#n?.().catch(()=>void 0),this.#n=void 0}shouldUpdate(e){if(e.size>1||!e.has(`hass`))return!0;let t=e.get(`hass`),n=this.hass;return t===void 0||t.connected!==n.connected||t.language!==n.language||t.locale!==n.locale}willUpdate(e){let t=this.#i,n=e.get(`hass`),r=this.#t;if(t===void 0)return;let i=r?.site===t&&r.texts.language===J(this.hass.language).language,a=n!==void 0&&!n.connected&&this.hass.connected;(!i||a||n?.locale!==(n&&this.hass.locale))&&(this.#t=new We(()=>this.hass,t,r),this.#e.setValue(this.#t))}render(){let e=this.#s;return P`
      <a class="hidden skip" href="#content" @click=${this.#g}>${this.#c(`common.skip`)}</a>
      <header>
        <div class="bar">
          <ha-menu-button .hass=${this.hass} .narrow=${this.narrow}></ha-menu-button>
          ${this.#l()}
        </div>
        ${this.#d(e)}
      </header>
      ${this.hass.connected?I:P`<p class="error message" role="alert">${this.#c(`common.disconnected`)}</p>`}
      ${this.#i?.running===!1?P`<p class="error message" role="alert">${this.#c(`common.not_running`)}</p>`:I}
      ${this.#a?this.#u():I}
      <main id="content" tabindex="-1">${this.#f(e)}</main>
    `}updated(){let e=this.#s.name;this.#r!==void 0&&this.#r!==e&&this.main?.focus(),this.#r=e}get#i(){let e=new URLSearchParams(location.search).get(`site`);return this.sites?.find(t=>t.site===e)??this.sites?.[0]}get#a(){let e=this.panel.config?.module;return e!==void 0&&!import.meta.url.endsWith(e)}get#o(){return this.route.path.split(`/`).filter(Boolean).map(decodeURIComponent)}get#s(){return Q.find(e=>e.name===this.#o[0])??Q[0]}#c(e){return J(this.hass.language).say(e)}#l(){let e=this.#i,t=e?.demo?P`<span class="chip warn" title=${this.#c(`common.demo_long`)}>${this.#c(`common.demo`)}</span>`:I;return this.sites===void 0||this.sites.length<2?P`<strong>${e?.name??`Duress`}</strong> ${t}`:P`<select aria-label=${this.#c(`common.school`)} @change=${this.#h}>
        ${this.sites.map(t=>P`<option value=${t.site} ?selected=${t===e}>${t.name}</option>`)}
      </select>
      ${t}`}#u(){return P`<p class="notice message" role="status">
      ${this.#c(`common.new_version`)} <button @click=${()=>location.reload()}>${this.#c(`common.reload`)}</button>
    </p>`}#d(e){return P`<nav aria-label=${this.#c(`common.pages`)}>
      ${Q.filter(e=>this.#i?.rights.includes(e.right)).map(t=>P`<a
            href=${qe(t.name)}
            aria-current=${t===e?`page`:I}
            @click=${e=>this.#m(e,qe(t.name))}
            ><ha-icon icon=${t.icon} aria-hidden="true"></ha-icon> ${this.#c(`common.page_${t.name}`)}</a
          >`)}
    </nav>`}#f(e){return this.refusal===void 0?this.sites===void 0?P`<p class="quiet message" role="status">${this.#c(`common.waiting`)}</p>`:this.#i===void 0?P`<p class="notice message">${this.#c(`common.no_school`)}</p>`:e.draw(this.#o.slice(1)):P`<p class="error message" role="alert">${this.refusal}</p>`}async#p(){try{let e=await Ye(this.hass.connection,e=>this.sites=e);this.isConnected?this.#n=e:await e()}catch(e){this.refusal=Y(e)}}#m(e,t){e.button!==0||e.ctrlKey||e.metaKey||e.shiftKey||(e.preventDefault(),Je(t))}#h(e){let t=e.target.value;Je(`${Ke}/${this.#s.name}?site=${encodeURIComponent(t)}`),this.requestUpdate()}#g(e){e.preventDefault(),this.main?.focus()}};X([G({attribute:!1})],$.prototype,`hass`,void 0),X([G({type:Boolean,reflect:!0})],$.prototype,`narrow`,void 0),X([G({attribute:!1})],$.prototype,`route`,void 0),X([G({attribute:!1})],$.prototype,`panel`,void 0),X([Ae()],$.prototype,`sites`,void 0),X([Ae()],$.prototype,`refusal`,void 0),X([Me(`main`)],$.prototype,`main`,void 0),$=X([K(`duress-panel`)],$);